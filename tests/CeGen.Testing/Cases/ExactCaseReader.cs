namespace CeGen.Testing;

/// <summary>Reads the short form of cases that were computed with many digits: one row and its class, or one element and its target.</summary>
internal static class ExactCaseReader
{
    public static ConformanceCase Read(string name, CaseFields fields) => fields.Has("logit") ? ReadElement(name, fields) : ReadRow(name, fields);

    private static ConformanceCase ReadRow(string name, CaseFields fields)
    {
        double[] logits = fields.Numbers("logits") is { Length: > 0 } numbers ? numbers : throw new FormatException("'logits' are missing.");
        double[] gradient = fields.Numbers("gradient")!;
        return new ConformanceCase
        {
            Name = name,
            Loss = "cross_entropy",
            Shape = [logits.Length],
            Reduction = Reduction.Sum,
            Logits = logits,
            Indices = [fields.Integer("target") ?? throw new FormatException("'target' is missing.")],
            Upstream = [1],
            ExpectedLoss = [Loss(fields)],
            ExpectedGradient = gradient.Length == logits.Length
                ? gradient
                : throw new FormatException($"'gradient' has {gradient.Length} numbers; expected {logits.Length}."),
            Promise = ExactPromise.OfRow(name),
        };
    }

    private static ConformanceCase ReadElement(string name, CaseFields fields)
    {
        double gamma = fields.Number("gamma") ?? 0;
        return new ConformanceCase
        {
            Name = name,
            Loss = gamma == 0 ? "binary_cross_entropy_with_logits" : "sigmoid_focal",
            IsBinary = true,
            Shape = [1],
            Reduction = Reduction.Sum,
            FocalGamma = gamma,
            Logits = [fields.Number("logit")!.Value],
            Probabilities = [fields.Number("target") ?? throw new FormatException("'target' is missing.")],
            Upstream = [1],
            ExpectedLoss = [Loss(fields)],
            ExpectedGradient = [fields.Number("gradient")!.Value],
            Promise = ExactPromise.OfElement(name, gamma),
        };
    }

    private static double Loss(CaseFields fields) => fields.Number("loss") ?? throw new FormatException("'loss' is missing.");
}
