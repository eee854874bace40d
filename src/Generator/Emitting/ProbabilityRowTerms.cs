using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Rows whose targets are a probability t for each class, which counts for u = w·((1−ε)·t + ε/C).</summary>
internal sealed class ProbabilityRowTerms(SourceWriter writer, KernelPlan plan, RowLoopForm form) : RowTerms(writer, plan, form)
{
    public override IReadOnlyList<string> Sums => ["s", "t", "u"];

    public override void WriteStart() =>
        Writer.Line($"ref {Element} probabilities = ref Unsafe.Add(ref block.Probabilities, row * {Literal.Of(Plan.Classes)});");

    public override void WriteBefore()
    {
    }

    public override void WriteConstants()
    {
        Writer.Line($"{V.Type} maxima = {V.Operations}.Create(max);");
        WriteShares();
    }

    private void WriteShares()
    {
        if (Plan is { Weights: null, Smoothing: { } smoothing })
        {
            Writer.Line($"{V.Type} held = {V.Operations}.Create({Number(smoothing.Held)});");
            Writer.Line($"{V.Type} share = {V.Operations}.Create({Number(smoothing.Share)});");
        }
    }

    public override void WriteTerms(string x, string name, string offset, string accumulator, string? mask)
    {
        string term = $"w{name} * ({x} - maxima)";
        Writer.Line($"{V.Type} w{name} = {(mask is null ? Wanted(offset) : $"{Wanted(offset)} & {mask}")};");
        Writer.Line(CompensatedSum.Add($"u{accumulator}", $"w{name}", "u"));
        Writer.Line(CompensatedSum.Add($"t{accumulator}", mask is null ? term : $"({term}) & {mask}", "t"));
    }

    public override void WriteLoss()
    {
        Writer.Line($"{Element} sum = {Sum("s")};");
        Writer.Line($"{Element} wanted = {Sum("u")};");
        Writer.Line($"loss = VectorMath.ProbabilityLoss(sum, max, shift, wanted, {Sum("t")});");
        WriteLogSums("sum");
    }

    public override IReadOnlyList<(string Type, string Name)> Carried => [(Element, "factor"), (Element, "scale")];

    public override void WriteCarried(Func<string, string> rename, bool declares)
    {
        string type = declares ? Element + " " : "";
        Writer.Line($"{type}{rename("scale")} = Unsafe.Add(ref block.Scales, row);");
        Writer.Line($"{type}{rename("factor")} = {rename("scale")} * wanted / sum;");
    }

    public override void WriteGradientStart()
    {
        Writer.Line("// scale * (p * wanted - u): the probabilities are read again, rather than kept.");
        WriteStart();
        WriteShares();
        Writer.Line($"{V.Type} factors = {V.Operations}.Create(factor);");
        Writer.Line($"{V.Type} less = {V.Operations}.Create(-scale);");
    }

    public override string Entry(string offset) =>
        $"{V.Operations}.FusedMultiplyAdd({Wanted(offset)}, less, {Load("parked", offset)} * factors)";

    public override void WriteGradientEnd()
    {
    }

    private string Wanted(string offset) => (Plan.Weights, Plan.Smoothing) switch
    {
        (null, null) => Load("probabilities", offset),
        (null, _) => $"{V.Operations}.FusedMultiplyAdd({Load("probabilities", offset)}, held, share)",
        (_, null) => $"({Load("probabilities", offset)} * {Load("block.Held", offset)})",
        _ => $"{V.Operations}.FusedMultiplyAdd({Load("probabilities", offset)}, {Load("block.Held", offset)}, {Load("block.Shares", offset)})",
    };
}
