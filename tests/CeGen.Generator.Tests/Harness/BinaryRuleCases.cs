namespace CeGen.Generator.Tests.Harness;

/// <summary>Each rule of <c>[BinaryCrossEntropy]</c> declarations, with a wrong one and the nearest right one.</summary>
internal static class BinaryRuleCases
{
    private const string Rows = "ReadOnlySpan<float> logits, ReadOnlySpan<float> targets";
    private const string Names = "logits, targets, losses, gradient, upstream, positiveWeights, labelWeights";

    public static RuleCase[] All { get; } =
    [
        new("CEGEN001", $"partial class L {{ [BinaryCrossEntropy(Labels = 3)] public static partial float ⟦Loss⟧({Rows}); public static partial float Loss({Rows}) => 0; }}", "'Loss' must be declared partial and without a body, so that its kernel can be generated", In("Labels = 3", $"float Loss({Rows})")),
        new("CEGEN002", $"file partial class ⟦L⟧ {{ [BinaryCrossEntropy(Labels = 3)] public static partial float Loss({Rows}); }}", "'L' must be visible outside its file, so that the kernel of 'Loss' can be added to it", In("Labels = 3", $"float Loss({Rows})")),
        new("CEGEN006", In("Labels = 3, Reduction = ⟦(Reduction)(-1)⟧", $"float Loss({Rows})"), "Reduction is -1; expected None, Mean or Sum", In("Labels = 3, Reduction = (Reduction)1", $"float Loss({Rows})")),
        new("CEGEN007", In("Labels = 3", $"float Loss({Rows}, ⟦Span<float> logSumExp⟧)"), $"'logSumExp' is no parameter of a binary cross entropy; expected {Names}", In("Labels = 3", $"float Loss({Rows}, Span<float> losses)")),
        new("CEGEN008", In("Labels = 3", "float ⟦Loss⟧(ReadOnlySpan<float> logits)"), "'Loss' has no parameter 'targets': add a ReadOnlySpan<float> of as many targets as logits", In("Labels = 3", $"float Loss({Rows})")),
        new("CEGEN009", In("Labels = 3", "float Loss(ReadOnlySpan<float> logits, ⟦ReadOnlySpan<bool> targets⟧)"), "'targets' is of type 'System.ReadOnlySpan<bool>'; expected ReadOnlySpan<float>, a target in [0, 1] per logit", In("Labels = 3", "float Loss(ReadOnlySpan<float> logits, Span<float> targets)")),
        new("CEGEN010", In("Labels = 3", $"float Loss({Rows}, ⟦out Span<float> losses⟧)"), "'losses' is declared ref, in or out; declare it by value", In("Labels = 3", $"float Loss({Rows}, scoped Span<float> losses)")),
        new("CEGEN011", In("Labels = 3", $"float Loss({Rows}, ⟦float[] TARGETS⟧)"), "'targets' and 'TARGETS' mean the same; remove one", In("Labels = 3", "float Loss(ReadOnlySpan<float> logits, float[] TARGETS)")),
        new("CEGEN012", In("Labels = 3, Reduction = Reduction.None", $"⟦float⟧ Loss({Rows}, Span<float> losses)"), "'Loss' returns 'float'; with Reduction.None it returns 'void'", In("Labels = 3, Reduction = Reduction.None", $"void Loss({Rows}, Span<float> losses)")),
        new("CEGEN013", In("Labels = 3", $"float ⟦Loss⟧<T>({Rows})"), "'Loss' has type parameters; declare a method for float and one for double", $"partial class L<T> {{ [BinaryCrossEntropy(Labels = 3)] public static partial float Loss({Rows}); }}"),
        new("CEGEN014", In("Labels = 3, Reduction = Reduction.None", $"void Loss({Rows}, Span<float> losses, ⟦float[] upstream⟧)"), "'upstream' has an effect on the gradient alone: add a parameter 'gradient', or remove it", In("Labels = 3, Reduction = Reduction.None", $"void Loss({Rows}, Span<float> losses, float[] upstream, float[] gradient)")),
        new("CEGEN016", In("Labels = 3, LabelWeights = ⟦new double[] { 1, 2, 3, 4 }⟧", $"float Loss({Rows})"), "LabelWeights has 4 weights; expected 3, one per label", In("Labels = 4, LabelWeights = new double[] { 1, 2, 3, 4 }", $"float Loss({Rows})")),
        new("CEGEN017", In("Labels = 3, PositiveWeights = new double[] { 1, ⟦-1⟧, 1 }", $"float Loss({Rows})"), "PositiveWeights[1] is -1; expected a finite float of at least 0", In("Labels = 3, PositiveWeights = new double[] { 1, 0, 1 }", $"float Loss({Rows})")),
        new("CEGEN018", In("Labels = 1, PositiveWeights = new[] { 2.0 }", $"float Loss({Rows}, ⟦float[] positiveWeights⟧)"), "'positiveWeights' passes at run time what the attribute's PositiveWeights gives as constants; remove one", In("Labels = 1, PositiveWeights = new[] { 2.0 }", $"float Loss({Rows}, float[] labelWeights)")),
        new("CEGEN019", In("Labels = 3, FocalGamma = ⟦double.NegativeInfinity⟧", $"float Loss({Rows})"), "FocalGamma is -Infinity; expected a finite float of at least 0", In("Labels = 3, FocalGamma = 3e38", $"float Loss({Rows})")),
        new("CEGEN023", $"partial class L {{ [⟦BinaryCrossEntropy()⟧] public static partial float Loss({Rows}); }}", "Labels is not set: give the number of labels, at least 1, such as [BinaryCrossEntropy(Labels = 10)]", In("Labels = 10", $"float Loss({Rows})")),
        new("CEGEN024", In("Labels = ⟦int.MinValue⟧", $"float Loss({Rows})"), "Labels is -2147483648; expected at least 1", In("Labels = 1", $"float Loss({Rows})")),
        new("CEGEN025", In("Labels = 3, FocalAlpha = ⟦1.001⟧", $"float Loss({Rows})"), "FocalAlpha is 1.001; expected a number in [0, 1], or nothing for no balance", In("Labels = 3, FocalAlpha = 1", $"float Loss({Rows})")),
        new("CEGEN026", $"partial class L {{ [CrossEntropy(Classes = 3), ⟦BinaryCrossEntropy(Labels = 3)⟧] public static partial float Loss({Rows}); }}", "'Loss' is a [CrossEntropy] too; remove one of the two attributes, or declare a method for each", $"partial class L {{ [CrossEntropy(Classes = 3)] public static partial float Loss({Rows}); [BinaryCrossEntropy(Labels = 3)] public static partial float Binary({Rows}); }}"),
        new("CEGEN030", In("Labels = 3, GenerateBackward = ⟦false⟧", $"float Loss({Rows}, Span<float> gradient)"), "GenerateBackward is false, which has no effect with a parameter 'gradient'; remove one of the two", In("Labels = 3, GenerateBackward = false", $"float Loss({Rows})")),
        new("CEGEN031", In("Labels = 3", $"float Loss({Rows}, Span<float> gradient, ⟦float[] upstream⟧)"), "'upstream' is of type 'float[]'; Reduction.Mean needs float", In("Labels = 3", $"float Loss({Rows}, Span<float> gradient, float upstream)")),
        new("CEGEN032", In("Labels = 3", "double Loss(ReadOnlySpan<double> logits, ⟦ReadOnlySpan<float> targets⟧)"), "'targets' is of type 'System.ReadOnlySpan<float>', but 'logits' are of double; expected ReadOnlySpan<double>, a target in [0, 1] per logit", In("Labels = 3", "double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<double> targets)")),
        new("CEGEN033", $"interface I {{ float Loss({Rows}); }} partial struct L : I {{ [BinaryCrossEntropy(Labels = 3)] readonly float I.⟦Loss⟧({Rows}) => 0; }}", "'Loss' implements an interface explicitly, which no partial method can; make it a public method", $"interface I {{ float Loss({Rows}); }} partial struct L : I {{ [BinaryCrossEntropy(Labels = 3)] public readonly partial float Loss({Rows}); }}"),
        new("CEGEN053", In("Labels = 2, LabelWeights = ⟦new[] { 0.0, 0 }⟧", $"float Loss({Rows})"), "LabelWeights are all 0, so that every loss is 0; give at least one of them a weight above 0", In("Labels = 2, LabelWeights = new double[] { 0, 1 }", $"float Loss({Rows})")),
        new("CEGEN053", In("Labels = 1, PositiveWeights = ⟦new double[] { 0 }⟧", $"float Loss({Rows})"), "PositiveWeights are all 0, so that a logit whose target is 1 has no loss; give at least one of them a weight above 0", In("Labels = 1, PositiveWeights = new double[] { 1 }", $"float Loss({Rows})")),
    ];

    private static string In(string options, string method) => $"partial class L {{ [BinaryCrossEntropy({options})] public static partial {method}; }}";
}
