using System.Numerics;

namespace CeGen.Testing;

/// <summary>A kernel, called in its three ways.</summary>
/// <param name="Variant">What tells it from other kernels for the same case, or nothing.</param>
/// <param name="Forward">Writes the losses.</param>
/// <param name="Fused">Writes the losses and their gradient.</param>
/// <param name="Backward">Writes the gradient for the upstream gradient.</param>
public sealed record LossKernel<T>(string Variant, Action<LossCall<T>> Forward, Action<LossCall<T>> Fused, Action<LossCall<T>> Backward)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A kernel that there is not.</summary>
    /// <param name="variant">What would tell it from others.</param>
    /// <param name="whyMissing">Why there is none.</param>
    public LossKernel(string variant, string whyMissing)
        : this(variant, Nothing, Nothing, Nothing)
        => WhyMissing = whyMissing;

    /// <summary>Why there is no kernel where there should be one, or <see langword="null"/>.</summary>
    public string? WhyMissing { get; }

    private static void Nothing(LossCall<T> call)
    {
    }
}
