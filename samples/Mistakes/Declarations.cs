using CeGen;

namespace Mistakes;

/// <summary>Methods and types that cannot get a generated body.</summary>
public partial class Declarations : ILoss
{
    [CrossEntropy(Classes = 10)]
    public static float WithBody(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets) => 0; // CEGEN001

    [CrossEntropy(Classes = 10)]
    public static partial float Generic<T>(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets) where T : struct; // CEGEN013

    [CrossEntropy(Classes = 10)]
    [BinaryCrossEntropy(Labels = 10)] // CEGEN026
    public static partial float Both(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);

    [CrossEntropy(Classes = 10)]
    float ILoss.Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets) => 0; // CEGEN033
}

public interface ILoss
{
    float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
}

/// <summary>Nothing generated reaches it: that is in other files.</summary>
file static partial class Hidden // CEGEN002
{
    [CrossEntropy(Classes = 10, Reduction = Reduction.None)]
    static partial void Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> losses);
}
