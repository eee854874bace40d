namespace CeGen.Testing;

/// <summary>One row of <c>exact.json</c>, computed with 60 digits.</summary>
public sealed record ExactCase(string Name, string Family, double[] Logits, int Target, double Loss, double[] Gradient)
{
    public override string ToString() => Name;

    public static IReadOnlyList<ExactCase> Read() =>
    [
        .. ConformanceFile.ReadCopy("exact.json").Select(
            c => new ExactCase(c.Name, c.Promise!.Family, c.Logits, (int)c.Indices![0], c.ExpectedLoss![0], c.ExpectedGradient!)),
    ];
}

/// <summary>One element of <c>exact_binary.json</c>, computed with 60 digits.</summary>
public sealed record ExactBinaryCase(string Name, string Family, double Logit, double Target, double Gamma, double Loss, double Gradient)
{
    public static IReadOnlyList<ExactBinaryCase> Read() =>
    [
        .. ConformanceFile.ReadCopy("exact_binary.json").Select(c => new ExactBinaryCase(
            c.Name, c.Promise!.Family, c.Logits[0], c.Probabilities![0], c.FocalGamma, c.ExpectedLoss![0], c.ExpectedGradient![0])),
    ];
}
