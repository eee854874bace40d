using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Rows in lanes whose targets are a probability t for each class, which counts for u = w·((1−ε)·t + ε/C).</summary>
internal sealed class ProbabilityLaneTerms(SourceWriter writer, KernelPlan plan, int bits) : LaneTerms(writer, plan, bits)
{
    public override IReadOnlyList<string> Sums => ["sum", "wanted", "total"];

    public override string? StartOf(string sum) => Plan.Weights is not null ? null : sum switch
    {
        "wanted" => CompensatedSum.Start("ProbabilitiesStart", Plan.Element),
        "total" => CompensatedSum.Start("DifferencesStart", Plan.Element),
        _ => null,
    };

    public override bool AddsTerms => !Plan.SumsByFours && Plan.Classes > 1;

    public override IReadOnlyList<string> Found => [];

    public override IReadOnlyList<string> Factors => ["factor", "scale"];

    public override void WriteTargets()
    {
    }

    public override void WriteIgnoredMask()
    {
    }

    public override void WriteIgnored(string x)
    {
    }

    public override void WriteBefore(bool isLoop) => WriteConstants();

    /// <summary>Prints the constants that turn a probability into what it counts for.</summary>
    public void WriteConstants()
    {
        if (Plan is { Weights: null, Smoothing: { } smoothing })
        {
            Writer.Line($"{V.Type} held = {Create(smoothing.Held)};");
            Writer.Line($"{V.Type} share = {Create(smoothing.Share)};");
        }
    }

    public override void WriteLogit(string x, string t, ClassName c)
    {
        WriteWanted(t, c);
        WriteAdd("wanted", t, c);
        WriteAdd("total", $"{t} * ({x} - max)", c);
    }

    public override void WriteLogits(IReadOnlyList<LaneClass> classes)
    {
        if (!AreFour(classes))
        {
            base.WriteLogits(classes);
            return;
        }

        foreach (LaneClass c in classes)
        {
            WriteWanted(c.T, c.Name);
        }

        string[] t = [.. classes.Select(c => c.T)];
        WriteAdd("wanted", CompensatedSum.OfFour(t), classes[0].Name);
        WriteAdd("total", CompensatedSum.OfProducts(V, t, [.. classes.Select(c => c.X)], "max"), classes[0].Name);
    }

    private void WriteWanted(string t, ClassName c)
    {
        string u = Wanted(t, c);
        if (u != t)
        {
            Writer.Line($"{t} = {u};");
        }
    }

    public override void WriteExponential(string x, string logit, ClassName c)
    {
    }

    public override void WriteLoss()
    {
        Writer.Line($"{V.Type} loss = VectorMath.ProbabilityLoss(sum, max, shift, wanted, total);");
        Writer.Line("loss.StoreUnsafe(ref block.Losses, place);");
        WriteLogSums("sum");
    }

    public override void WriteFactors()
    {
        Writer.Line($"{V.Type} scale = {OfRow("Scales")};");
        Writer.Line($"{V.Type} factor = scale * wanted / sum;");
    }

    public override string Entry(string x, string t, ClassName c) => $"{V.Operations}.FusedMultiplyAdd(-scale, {Wanted(t, c)}, {x} * factor)";

    private string Wanted(string t, ClassName c) => (Plan.Weights, Plan.Smoothing) switch
    {
        (null, null) => t,
        (null, _) => $"{V.Operations}.FusedMultiplyAdd({t}, held, share)",
        (ConstantWeights weights, null) when c.Number is { } number && weights.Held[number] == 1 => t,
        (_, null) => $"{t} * {OfClass("Held", w => w.Held, c)}",
        _ => $"{V.Operations}.FusedMultiplyAdd({t}, {OfClass("Held", w => w.Held, c)}, {OfClass("Shares", w => w.Shares, c)})",
    };
}
