using System.ComponentModel;

namespace CeGen.Runtime;

/// <summary>Whether a run over the rows also computes the gradient, known to the JIT: kernels are written once for both.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPass
{
    /// <summary>Whether the gradient is wanted.</summary>
    static abstract bool Backward { get; }
}

/// <summary>Losses only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ForwardPass : IPass
{
    /// <inheritdoc/>
    public static bool Backward => false;
}

/// <summary>Losses and gradient.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BackwardPass : IPass
{
    /// <inheritdoc/>
    public static bool Backward => true;
}
