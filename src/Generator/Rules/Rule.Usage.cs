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

    public static readonly Rule TargetOutOfRange = new(
        "CEGEN204",
        "A constant target is out of range",
        "Target {0} is out of range, so '{1}' throws at run time: expected {2}",
        DiagnosticSeverity.Warning);

    public static readonly Rule LogitsLength = new(
        "CEGEN205",
        "The length of the logits does not fit the classes",
        "'{0}' has {1} elements, so '{2}' throws at run time: expected {3}",
        DiagnosticSeverity.Warning);

    public static readonly Rule ArgumentLength = new(
        "CEGEN206",
        "The length of an argument does not fit the others",
        "'{0}' has {1} elements, so '{2}' throws at run time: expected {3}",
        DiagnosticSeverity.Warning);

    public static readonly Rule TargetsAreOneHot = new(
        "CEGEN207",
        "Class probabilities are one-hot",
        "'{0}' is 1 for one class of each row and 0 for the others, by the way it is made: pass the classes themselves, one integer per row, which gives the same loss faster",
        DiagnosticSeverity.Info);

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

    public static readonly Rule SpatialSizeOverflow = new(
        "CEGEN210",
        "A sample is longer than a span can be",
        "'{0}' is {1}, and {2} classes times {1} positions are {3} logits per sample: a span holds at most {4}, so pass fewer positions at a time",
        DiagnosticSeverity.Warning);

    /// <summary>What is wrong or likely wrong where a loss is called: from CEGEN201 on.</summary>
    public static IReadOnlyList<Rule> Usage { get; } =
    [
        SoftmaxBeforeLoss, LogSoftmaxBeforeLoss, SigmoidBeforeLoss, TargetOutOfRange, LogitsLength, ArgumentLength, TargetsAreOneHot,
        ResultThrownAway, OptionsAreConstant, SpatialSizeOverflow,
    ];
}
