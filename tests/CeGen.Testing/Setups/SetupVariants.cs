namespace CeGen.Testing;

/// <summary>Setups in which every option comes up, with different targets, reductions and outputs.</summary>
public static class SetupVariants
{
    private static readonly Func<LossSetup, LossSetup>[] All =
    [
        s => s with { Targets = "byte", Reduction = Reduction.Sum, HasLosses = true },
        s => s with { Targets = "long", Smoothing = 0.1, HasLosses = true, HasLogSumExp = true, HasPredictions = true },
        s => s with { Targets = "short", Reduction = Reduction.None, Weights = Numbers(s.Classes, 0.375), HasPredictions = true },
        s => s with { Targets = "uint", IgnoreIndex = 1000, Weights = Numbers(s.Classes, 0.5), PassesWeights = true, HasLogSumExp = true },
        s => s with { Targets = "ushort", Reduction = Reduction.None, Smoothing = 0.25, Weights = Numbers(s.Classes, 0.625) },
        s => s with { Targets = "int", Reduction = Reduction.Sum, Smoothing = 0.1, Weights = Numbers(s.Classes, 0.375), PassesWeights = true, HasLosses = true },
        s => s with { Targets = "sbyte", Gamma = 2, IgnoreIndex = -1, HasLogSumExp = true },
        s => s with { Targets = "ulong", Reduction = Reduction.None, Gamma = 0.5, Weights = Numbers(s.Classes, 0.5), PassesWeights = true, HasLogSumExp = true, HasPredictions = true },
        s => s with { Targets = "", HasLosses = true, HasLogSumExp = true, HasPredictions = true },
        s => s with { Targets = "", Reduction = Reduction.None, Smoothing = 0.1 },
        s => s with { Targets = "", Reduction = Reduction.Sum, Weights = Numbers(s.Classes, 0.375), HasLogSumExp = true },
        s => s with { Targets = "", Smoothing = 0.25, Weights = Numbers(s.Classes, 0.625), PassesWeights = true, HasPredictions = true },
    ];

    private static readonly Func<LossSetup, LossSetup>[] AllBinary =
    [
        s => s with { HasLosses = true },
        s => s with { Reduction = Reduction.None, Gamma = 2, Alpha = 0.25 },
        s => s with { Reduction = Reduction.Sum, Weights = Numbers(s.Classes, 0.375) },
        s => s with { PositiveWeights = Numbers(s.Classes, 0.5), Gamma = 1 },
        s => s with { Reduction = Reduction.None, Weights = Numbers(s.Classes, 0.25), PassesWeights = true, PositiveWeights = Numbers(s.Classes, 0.5), PassesPositiveWeights = true },
        s => s with { Reduction = Reduction.Sum, Gamma = 0.5, Weights = Numbers(s.Classes, 0.25), PositiveWeights = Numbers(s.Classes, 0.5), PassesPositiveWeights = true, HasLosses = true },
    ];

    /// <summary>The logits of a batch that threads share, if they may.</summary>
    public const int LogitsOfThreads = 70_000;

    /// <summary>Binary losses of several numbers of labels with all of their options.</summary>
    public static LossSetup[] Binary { get; } =
    [
        .. from number in Enumerable.Range(0, BinaryCount)
           from labels in new[] { 1, 3, 8, 17, 64 }
           from element in new[] { "float", "double" }
           select OfBinary(element, labels, number),
    ];

    /// <summary>Some of each loss, with threads.</summary>
    public static LossSetup[] Parallel { get; } =
    [
        .. from number in Enumerable.Range(0, Count)
           let classes = number % 3 == 0 ? 10 : number % 3 == 1 ? 100 : 1000
           select Of(number % 2 == 0 ? "float" : "double", classes, number, (LogitsForm)(number / 4)) with { IsParallel = true },
        OfBinary("float", 10, 5) with { IsParallel = true },
    ];

    /// <summary>The number of different options, and of forms that go round beside them.</summary>
    public static int Count => All.Length;

    public static int BinaryCount => AllBinary.Length;

    /// <summary>A cross entropy with the options of a number, of which there are <see cref="Count"/>. What its targets cannot hold gets a wider type.</summary>
    public static LossSetup Of(string element, int classes, int number, LogitsForm form)
    {
        LossSetup setup = All[number % Count](new LossSetup(element, classes) { Form = form });
        return setup.HasIndices && !TargetType.Of(setup.Targets).Holds(classes - 1) ? setup with { Targets = "int" } : setup;
    }

    /// <summary>A binary cross entropy with the options of a number, of which there are <see cref="BinaryCount"/>.</summary>
    public static LossSetup OfBinary(string element, int labels, int number) =>
        AllBinary[number % BinaryCount](new LossSetup(element, labels) { IsBinary = true, Targets = "" });

    /// <summary>Weights of which some are 0, and the first is not.</summary>
    private static double[] Numbers(int count, double step) => [.. Enumerable.Range(1, count).Select(i => i % 4 * step)];
}
