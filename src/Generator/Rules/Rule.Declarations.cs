namespace CeGen.Generator.Rules;

internal sealed partial record Rule
{
    public static readonly Rule MethodNotPartial = new(
        "CEGEN001",
        "The method must be partial and without a body",
        "'{0}' must be declared partial and without a body, so that its kernel can be generated");

    public static readonly Rule TypeNotPartial = new(
        "CEGEN002",
        "The types around the method must be partial",
        "'{0}' must be {1}, so that the kernel of '{2}' can be added to it");

    public static readonly Rule ClassesMissing = new(
        "CEGEN003",
        "Classes is required",
        "Classes is not set: give the number of classes, at least 1, such as [CrossEntropy(Classes = 10)]");

    public static readonly Rule ClassesOutOfRange = new(
        "CEGEN004",
        "Classes must be at least 1",
        "Classes is {0}; expected at least 1");

    public static readonly Rule LabelSmoothingOutOfRange = new(
        "CEGEN005",
        "LabelSmoothing must lie in [0, 1]",
        "LabelSmoothing is {0}; expected a number in [0, 1]");

    public static readonly Rule ReductionUndefined = new(
        "CEGEN006",
        "Reduction must be a value of the enum",
        "Reduction is {0}; expected None, Mean or Sum");

    public static readonly Rule ParameterUnknown = new(
        "CEGEN007",
        "The parameter's name is unknown",
        "'{0}' is no parameter of a {1}{2}; expected {3}");

    public static readonly Rule ParameterMissing = new(
        "CEGEN008",
        "A parameter is missing",
        "'{0}' has no parameter '{1}': {2}");

    public static readonly Rule ParameterType = new(
        "CEGEN009",
        "The parameter's type does not fit",
        "'{0}' is of type '{1}'; expected {2}");

    public static readonly Rule ParameterModifier = new(
        "CEGEN010",
        "The parameter must be passed by value",
        "'{0}' is declared ref, in or out; declare it by value");

    public static readonly Rule ParameterTwice = new(
        "CEGEN011",
        "Two parameters have one meaning",
        "'{0}' and '{1}' mean the same; remove one");

    public static readonly Rule ReturnTypeWrong = new(
        "CEGEN012",
        "The return type does not fit the reduction",
        "'{0}' returns '{1}'; with Reduction.{2} it returns '{3}'");

    public static readonly Rule GenericMethod = new(
        "CEGEN013",
        "The method must not be generic",
        "'{0}' has type parameters; declare a method for float and one for double");

    public static readonly Rule UpstreamWithoutGradient = new(
        "CEGEN014",
        "An upstream gradient needs a gradient",
        "'{0}' has an effect on the gradient alone: add a parameter 'gradient', or remove it");

    public static readonly Rule AllIgnoredUndefined = new(
        "CEGEN015",
        "AllIgnored must be a value of the enum",
        "AllIgnored is {0}; expected NaN, Zero or Throw");

    public static readonly Rule WeightCount = new(
        "CEGEN016",
        "There must be a weight for each class or label",
        "{0} has {1} weights; expected {2}, one per {3}");

    public static readonly Rule WeightOutOfRange = new(
        "CEGEN017",
        "Weights must be finite and at least 0",
        "{0}[{1}] is {2}; expected a {3} of at least 0");

    public static readonly Rule WeightsTwice = new(
        "CEGEN018",
        "Weights are either constants or a parameter",
        "'{0}' passes at run time what the attribute's {1} gives as constants; remove one");

    public static readonly Rule FocalGammaOutOfRange = new(
        "CEGEN019",
        "FocalGamma must be finite and at least 0",
        "FocalGamma is {0}; expected a {1} of at least 0");

    public static readonly Rule FocalGammaMisplaced = new(
        "CEGEN020",
        "The focal loss goes with plain class indices",
        "FocalGamma is {0}, but the focal loss is not defined for {1}; {2}");

    public static readonly Rule LayoutUndefined = new(
        "CEGEN021",
        "Layout must be a value of the enum",
        "Layout is {0}; expected ClassLast or ClassFirst");

    public static readonly Rule SpatialSizeWithoutEffect = new(
        "CEGEN022",
        "spatialSize goes with ClassFirst",
        "'{0}' has no effect here; {1}");

    public static readonly Rule LabelsMissing = new(
        "CEGEN023",
        "Labels is required",
        "Labels is not set: give the number of labels, at least 1, such as [BinaryCrossEntropy(Labels = 10)]");

    public static readonly Rule LabelsOutOfRange = new(
        "CEGEN024",
        "Labels must be at least 1",
        "Labels is {0}; expected at least 1");

    public static readonly Rule FocalAlphaOutOfRange = new(
        "CEGEN025",
        "FocalAlpha must lie in [0, 1]",
        "FocalAlpha is {0}; expected a number in [0, 1], or nothing for no balance");

    public static readonly Rule TwoLosses = new(
        "CEGEN026",
        "A method is one loss",
        "'{0}' is a [CrossEntropy] too; remove one of the two attributes, or declare a method for each");

    public static readonly Rule IgnoreIndexMisplaced = new(
        "CEGEN027",
        "IgnoreIndex goes with class indices",
        "IgnoreIndex is {0}, but class probabilities mark no row as ignored; make 'targets' class indices, or remove it");

    public static readonly Rule TargetTypeTooSmall = new(
        "CEGEN028",
        "The targets must be able to hold every class",
        "'{0}' cannot hold every class: {1} ends at {2}, and the largest class is {3}; use {4}, or fewer classes");

    public static readonly Rule IgnoreIndexUnreachable = new(
        "CEGEN029",
        "The targets must be able to hold IgnoreIndex",
        "IgnoreIndex is {0}, which '{1}' of {2} can never be; give an index in [{3}, {4}], or remove it");

    public static readonly Rule OptionWithoutEffect = new(
        "CEGEN030",
        "An option must have an effect",
        "{0} is {1}, which has no effect with {2}; {3}");

    public static readonly Rule UpstreamKind = new(
        "CEGEN031",
        "The upstream gradient goes with the reduction",
        "'{0}' is of type '{1}'; Reduction.{2} needs {3}");

    public static readonly Rule ElementsDisagree = new(
        "CEGEN032",
        "Element types must agree",
        "'{0}' is of type '{1}', but 'logits' are of {2}; expected {3}");

    public static readonly Rule MethodKindWrong = new(
        "CEGEN033",
        "A method of this kind cannot be a loss",
        "'{0}' {1}");

    /// <summary>What makes a declaration unusable.</summary>
    private static IReadOnlyList<Rule> Declarations { get; } =
    [
        MethodNotPartial, TypeNotPartial, ClassesMissing, ClassesOutOfRange, LabelSmoothingOutOfRange, ReductionUndefined, ParameterUnknown,
        ParameterMissing, ParameterType, ParameterModifier, ParameterTwice, ReturnTypeWrong, GenericMethod, UpstreamWithoutGradient,
        AllIgnoredUndefined, WeightCount, WeightOutOfRange, WeightsTwice, FocalGammaOutOfRange, FocalGammaMisplaced, LayoutUndefined,
        SpatialSizeWithoutEffect, LabelsMissing, LabelsOutOfRange, FocalAlphaOutOfRange, TwoLosses, IgnoreIndexMisplaced,
        TargetTypeTooSmall, IgnoreIndexUnreachable, OptionWithoutEffect, UpstreamKind, ElementsDisagree, MethodKindWrong,
    ];
}
