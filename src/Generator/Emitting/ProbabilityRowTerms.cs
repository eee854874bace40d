using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Rows whose targets are a probability t for each class, which counts for u = w·((1−ε)·t + ε/C).</summary>
internal sealed class ProbabilityRowTerms(SourceWriter writer, KernelPlan plan, RowLoopForm form) : RowTerms(writer, plan, form)
{
    public override IReadOnlyList<string> Sums => ["s", "u", "t"];

    public override string? StartOf(string sum) => Plan.Weights is not null ? null : sum switch
    {
        "u" => CompensatedSum.Start("ProbabilitiesStart", Plan.Element),
        "t" => CompensatedSum.Start("DifferencesStart", Plan.Element),
        _ => null,
    };

    public override bool IsPlain(string sum) => StartOf(sum) is not null && IsShortWalk;

    public override void WriteStart() => WriteProbabilities("row", "probabilities");

    private void WriteProbabilities(string row, string name) =>
        Writer.Line($"ref {Element} {name} = ref Unsafe.Add(ref block.Probabilities, {row} * {Literal.Of(Plan.Classes)});");

    public override void WriteBefore()
    {
    }

    public override void WriteConstants()
    {
        Writer.Line($"{V.Type} maxima = {V.Operations}.Create(max);");
        WriteGradientConstants();
    }

    public override void WriteGradientConstants()
    {
        if (Plan is { Weights: null, Smoothing: { } smoothing })
        {
            Writer.Line($"{V.Type} held = {V.Operations}.Create({Number(smoothing.Held)});");
            Writer.Line($"{V.Type} share = {V.Operations}.Create({Number(smoothing.Share)});");
        }
    }

    public override void WriteTerms(string x, string name, string offset, string? mask)
    {
        string term = $"w{name} * ({x} - maxima)";
        WriteWanted(name, offset, mask);
        Writer.Line(Add("u", $"w{name}"));
        Writer.Line(Add("t", mask is null ? term : $"({term}) & {mask}"));
    }

    public override void WriteTermsOfFour(IReadOnlyList<(string X, string Name, string Offset)> vectors)
    {
        if (Plan.Weights is not null)
        {
            base.WriteTermsOfFour(vectors);
            return;
        }

        foreach ((string _, string name, string offset) in vectors)
        {
            WriteWanted(name, offset, null);
        }

        string[] w = [.. vectors.Select(v => "w" + v.Name)];
        Writer.Line(Add("u", CompensatedSum.OfFour(w)));
        Writer.Line(Add("t", CompensatedSum.OfProducts(V, w, [.. vectors.Select(v => v.X)], "maxima")));
    }

    private void WriteWanted(string name, string offset, string? mask)
    {
        string wanted = Wanted("probabilities", offset);
        Writer.Line($"{V.Type} w{name} = {(mask is null ? wanted : $"{wanted} & {mask}")};");
        Writer.Line($"Streaming.Fetch<TPass, {Element}>(ref Unsafe.Add(ref probabilities, {offset}));");
    }

    public override void WriteLoss()
    {
        Writer.Line($"{Element} sum = {Sum("s")};");
        Writer.Line($"{Element} wanted = {Sum("u")};");
        Writer.Line($"losses.AddProbabilities(row, max, sum, wanted, {Sum("t")});");
    }

    public override string LastLogSums => "losses.WriteLogSumsOfProbabilities(in block)";

    public override string LastLosses => "losses.WriteProbabilities(in block)";

    public override IReadOnlyList<(string Type, string Name)> Carried => [(Element, "factor"), (Element, "scale")];

    public override void WriteCarried(Func<string, string> rename)
    {
        Writer.Line($"{rename("scale")} = Unsafe.Add(ref block.Scales, row);");
        Writer.Line($"{rename("factor")} = {rename("scale")} * wanted / sum;");
    }

    public override void WriteGradientStart(Func<string, string> rename)
    {
        Writer.Line("// scale * (p * wanted - u): the probabilities are read again, rather than kept.");
        WriteProbabilities(rename("row"), rename("probabilities"));
        Writer.Line($"{V.Type} {rename("factors")} = {V.Operations}.Create({rename("factor")});");
        Writer.Line($"{V.Type} {rename("less")} = {V.Operations}.Create(-{rename("scale")});");
    }

    public override string Entry(string offset, Func<string, string> rename) =>
        $"{V.Operations}.FusedMultiplyAdd({Wanted(rename("probabilities"), offset)}, {rename("less")}, {Load(rename("parked"), offset)} * {rename("factors")})";

    private string Wanted(string probabilities, string offset) => (Plan.Weights, Plan.Smoothing) switch
    {
        (null, null) => Load(probabilities, offset),
        (null, _) => $"{V.Operations}.FusedMultiplyAdd({Load(probabilities, offset)}, held, share)",
        (_, null) => $"({Load(probabilities, offset)} * {Load("block.Held", offset)})",
        _ => $"{V.Operations}.FusedMultiplyAdd({Load(probabilities, offset)}, {Load("block.Held", offset)}, {Load("block.Shares", offset)})",
    };
}
