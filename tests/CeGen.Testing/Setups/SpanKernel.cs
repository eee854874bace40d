using System.Numerics;

namespace CeGen.Testing;

/// <summary>Calls a loss.</summary>
/// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>, and of the backward method.</returns>
public delegate T SpanMethod<T>(SpanCall<T> call)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>A loss, generated or dynamic, called in its three ways.</summary>
/// <param name="Forward">Writes the losses.</param>
/// <param name="Fused">Writes the losses and their gradient.</param>
/// <param name="Backward">Writes the gradient for the upstream gradient.</param>
public sealed record SpanKernel<T>(SpanMethod<T> Forward, SpanMethod<T> Fused, SpanMethod<T> Backward)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
