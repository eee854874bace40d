using CeGen;

namespace Mistakes;

/// <summary>Options of <c>[BinaryCrossEntropy]</c> alone.</summary>
public static partial class Binary
{
    [BinaryCrossEntropy] // CEGEN023
    public static partial float NoLabels(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);

    [BinaryCrossEntropy(Labels = -4)] // CEGEN024
    public static partial float FewerThanNone(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);

    [BinaryCrossEntropy(Labels = 4, FocalAlpha = 25)] // CEGEN025
    public static partial float Percent(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
}
