using CeGen;

namespace Mistakes.Older;

/// <summary>What is right, and good to know.</summary>
public static partial class Information
{
    [CrossEntropy(Classes = 10)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets); // CEGEN101
}
