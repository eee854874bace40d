namespace CeGen;

/// <summary>What <see cref="Reduction.Mean"/> gives for a batch whose rows are all ignored: there is nothing to divide by.</summary>
/// <remarks>The gradient is all zeros in any case. An empty batch has no rows to ignore: its mean is NaN.</remarks>
public enum AllIgnored
{
    /// <summary>NaN, as PyTorch does. This is the default.</summary>
    NaN,

    /// <summary>0.</summary>
    Zero,

    /// <summary>An <see cref="System.InvalidOperationException"/>, before anything is written.</summary>
    Throw,
}
