using CeGen;

namespace QuickStart;

/// <summary>The loss that a run trains with. The options of a generated loss are fixed at build time, so choosing is choosing a method.</summary>
internal sealed class Objective
{
    private static readonly Dictionary<double, Objective> All = new()
    {
        [0] = new Objective("Losses.Plain", 0, Losses.Plain, Losses.Plain),
        [0.1] = new Objective("Losses.Smoothed", 0.1, Losses.Smoothed, Losses.Smoothed),
    };

    private Objective(string name, double labelSmoothing, ForwardMethod forward, ForwardBackwardMethod forwardBackward)
    {
        Name = name;
        Forward = forward;
        ForwardBackward = forwardBackward;
        Dynamic = new CrossEntropyLoss(Digits.ClassCount, new CrossEntropyOptions { LabelSmoothing = labelSmoothing });
    }

    public delegate float ForwardMethod(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    public delegate float ForwardBackwardMethod(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> gradient);

    /// <summary>The label smoothings that there is a loss for.</summary>
    public static IReadOnlyCollection<double> LabelSmoothings => All.Keys;

    /// <summary>The generated method.</summary>
    public string Name { get; }

    /// <summary>The generated loss.</summary>
    public ForwardMethod Forward { get; }

    /// <summary>The generated loss with its gradient.</summary>
    public ForwardBackwardMethod ForwardBackward { get; }

    /// <summary>The same loss from the class that takes its options at run time.</summary>
    public CrossEntropyLoss Dynamic { get; }

    public static Objective For(double labelSmoothing) => All[labelSmoothing];
}
