using System.ComponentModel;

namespace CeGen.Runtime;

/// <summary>Whether a run over the rows also computes the gradient, known to the JIT: kernels are written once for both.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPass
{
    /// <summary>Whether the gradient is wanted.</summary>
    static abstract bool Backward { get; }

    /// <summary>Whether the gradient is so large that it is better written past the caches (<see cref="Streaming"/>). It does not move then, and is not the logits' memory.</summary>
    static abstract bool Streams { get; }
}

/// <summary>Losses only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ForwardPass : IPass
{
    /// <inheritdoc/>
    public static bool Backward => false;

    /// <inheritdoc/>
    public static bool Streams => false;
}

/// <summary>Losses and gradient.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BackwardPass : IPass
{
    /// <inheritdoc/>
    public static bool Backward => true;

    /// <inheritdoc/>
    public static bool Streams => false;
}

/// <summary>Losses and gradient, which is written past the caches.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StreamingPass : IPass
{
    /// <inheritdoc/>
    public static bool Backward => true;

    /// <inheritdoc/>
    public static bool Streams => true;
}
