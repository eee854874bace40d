using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Rules;

internal sealed partial record Rule
{
    public static readonly Rule SoftmaxBeforeLoss = new(
        "CEGEN201",
        "A softmax before the loss",
        "'{0}' of '{1}' went through {2}, but the loss takes raw logits and applies {3} itself: pass the logits as they were before",
        DiagnosticSeverity.Warning);

    public static readonly Rule LogSoftmaxBeforeLoss = new(
        "CEGEN202",
        "A log-softmax before the loss",
        "'{0}' of '{1}' went through {2}, which the loss does itself: pass the logits as they were before, which saves a pass over the data and a rounding, or use NegativeLogLikelihood",
        DiagnosticSeverity.Warning);

    public static readonly Rule SigmoidBeforeLoss = new(
        "CEGEN203",
        "A sigmoid before the loss",
        "'{0}' of '{1}' went through {2}, but the loss takes raw logits and applies {3} itself: pass the logits as they were before",
        DiagnosticSeverity.Warning);

    public static readonly Rule ResultThrownAway = new(
        "CEGEN208",
        "The loss is computed and thrown away",
        "The result of '{0}' is thrown away, and it writes nothing else: use it, add an output such as 'gradient', remove the call, or write '_ =' before it if that is meant",
        DiagnosticSeverity.Warning);

    public static readonly Rule OptionsAreConstant = new(
        "CEGEN209",
        "The options of a CrossEntropyLoss are constants",
        "All options of this loss of {0} classes are constants: a partial method with [CrossEntropy] computes the same with a kernel made for them, which is faster",
        DiagnosticSeverity.Info);

    /// <summary>What is wrong or likely wrong where a loss is called: from CEGEN201 on.</summary>
    public static IReadOnlyList<Rule> Usage { get; } =
    [
        SoftmaxBeforeLoss, LogSoftmaxBeforeLoss, SigmoidBeforeLoss, ResultThrownAway, OptionsAreConstant,
    ];
}
