using CeGen;

namespace NextCharacter;

/// <summary>The losses of this sample: declarations only, since the generator writes their bodies.</summary>
public static partial class Losses
{
    /// <summary>
    /// The mean cross entropy of a batch, in nats per character. Its overload with a last parameter <c>gradient</c> comes with it.
    /// </summary>
    [CrossEntropy(Classes = Alphabet.Size)]
    public static partial float Mean(ReadOnlySpan<float> logits, ReadOnlySpan<byte> targets);

    /// <summary>The cross entropy of each character. Nothing is trained with it, so that it needs no gradient.</summary>
    [CrossEntropy(Classes = Alphabet.Size, Reduction = Reduction.None, GenerateBackward = false)]
    public static partial void Each(ReadOnlySpan<float> logits, ReadOnlySpan<byte> targets, Span<float> losses);
}
