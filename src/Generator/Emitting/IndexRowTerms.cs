using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Rows whose targets are classes.</summary>
internal sealed class IndexRowTerms(SourceWriter writer, KernelPlan plan, RowLoopForm form) : RowTerms(writer, plan, form)
{
    private readonly bool _isWeighted = plan.KernelWeights is not null;

    public override IReadOnlyList<string> Sums => Plan.Smoothing is null ? ["s"] : ["s", "t"];

    public override string? StartOf(string sum) => sum == "t" && !_isWeighted ? CompensatedSum.Start("DifferencesStart", Plan.Element) : null;

    public override bool IsPlain(string sum) => StartOf(sum) is not null && IsShortWalk;

    public override void WriteStart()
    {
        string zero = Number(0);
        Writer.Line("int target = Unsafe.Add(ref block.Targets, row);");
        using (Writer.Open("if (target < 0)"))
        {
            Writer.Line("// An ignored row.");
            Writer.Line($"Unsafe.Add(ref block.Losses, row) = {zero};");
            if (AreLossesLast)
            {
                Writer.Line("losses.Skip(row);");
            }

            using (Writer.Open("if (TPass.Backward)"))
            {
                Writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref block.Gradient, row * {Literal.Of(Plan.Classes)}), {Literal.Of(Plan.Classes)}).Clear();");
            }

            Writer.Line();
            Writer.Line($"max = Max{Literal.Of(Form.Bits)}(ref next);");
            Writer.Line("continue;");
        }
    }

    public override void WriteBefore() => Writer.Line($"{Element} difference = Unsafe.Add(ref logits, target) - max;");

    public override void WriteConstants()
    {
        if (Plan.Smoothing is null)
        {
            return;
        }

        Writer.Line($"{V.Type} maxima = {V.Operations}.Create(max);");
        if (!_isWeighted && Form.LoopEnd > 0)
        {
            Writer.Line($"{V.Type} fourMaxima = {V.Operations}.Create({Number(4)} * max);");
        }
    }

    public override void WriteTerms(string x, string name, string offset, string? mask)
    {
        if (Plan.Smoothing is null)
        {
            return;
        }

        if (!_isWeighted)
        {
            Writer.Line(Add("t", mask is null ? $"{x} - maxima" : $"({x} - maxima) & {mask}"));
            return;
        }

        // A class of weight 0 takes no part, also where its logit is infinite.
        bool isPositive = Plan.Weights is ConstantWeights weights && weights.Shares.All(s => s != 0);
        string counts = $"{V.Operations}.GreaterThan(w{name}, {V.Type}.Zero)";
        string[] masks = [.. new[] { mask, isPositive ? null : counts }.OfType<string>()];
        string term = $"({x} - maxima) * w{name}";
        Writer.Line($"{V.Type} w{name} = {Load("block.Shares", offset)};");
        Writer.Line(Add("t", masks.Length == 0 ? term : $"({term}) & {string.Join(" & ", masks)}"));
    }

    public override void WriteTermsOfFour(IReadOnlyList<(string X, string Name, string Offset)> vectors)
    {
        if (Plan.Smoothing is null || _isWeighted)
        {
            base.WriteTermsOfFour(vectors);
            return;
        }

        Writer.Line(Add("t", $"({CompensatedSum.OfFour([.. vectors.Select(v => v.X)])}) - fourMaxima"));
    }

    public override void WriteLoss()
    {
        Writer.Line($"{Element} own = Unsafe.Add(ref parked, target);");
        Writer.Line($"{Element} rest = VectorMath.SumWithout(ref parked, target, {Literal.Of(Form.LoopEnd)}, s, {CompensatedSum.Error("s")});");
        using (Writer.Open("if (own > rest * VectorMath.HeavyTarget)"))
        {
            Writer.Line("// The difference has lost digits: sum again, without the target.");
            Writer.Line($"Unsafe.Add(ref parked, target) = {Number(0)};");
            Writer.Line($"rest = Sum{Literal.Of(Form.Bits)}(ref parked);");
        }

        Writer.Line();
        if (Plan.Smoothing is { } smoothing)
        {
            Writer.Line($"{Element} total = {Sum("t")}{(_isWeighted ? "" : $" * {Number(smoothing.Share)}")};");
        }

        if (_isWeighted)
        {
            Writer.Line($"{Element} held = Unsafe.Add(ref block.RowWeights, row);");
        }

        if (AreLossesLast)
        {
            Writer.Line($"losses.Add(row, max, difference, rest, own{(Plan.Smoothing is null ? "" : ", total")}{(_isWeighted ? ", held" : "")});");
            return;
        }

        Writer.Line($"{Element} loss = {Loss};");
        Writer.Line($"{Element} scale = TPass.Backward ? Unsafe.Add(ref block.Scales, row) : {Number(0)};");
        Writer.Line($"VectorMath.Focus(rest, own, {Number(Plan.FocalGamma)}, ref loss, ref scale);");
        Writer.Line("Unsafe.Add(ref block.Losses, row) = loss;");
        if (Plan.HasLogSums)
        {
            Writer.Line();
            using (Writer.Open("if (block.HasLogSums)"))
            {
                Writer.Line("Unsafe.Add(ref block.LogSums, row) = VectorMath.LogSum(rest + own, shift);");
            }
        }
    }

    private string Loss => _isWeighted ? "VectorMath.WeightedLoss(rest, own, difference, max, shift, total, held, block.Pull)"
        : Plan.Smoothing is { } smoothing ? $"VectorMath.SmoothedLoss(rest, own, difference, max, shift, total, {Number(smoothing.Smoothing)})"
        : "VectorMath.Loss(rest, own, difference, max, shift)";

    public override string LastLogSums => "losses.WriteLogSums(in block)";

    public override string LastLosses => _isWeighted ? "losses.WriteWeighted(in block)"
        : Plan.Smoothing is { } smoothing ? $"losses.WriteSmoothed(in block, {Number(smoothing.Smoothing)})"
        : "losses.Write(in block)";

    public override IReadOnlyList<(string Type, string Name)> Carried => Plan.Smoothing is null
        ? [(Element, "factor")]
        : [(Element, "factor"), (Element, "scale"), ("int", "target"), (Element, "atTarget")];

    public override void WriteCarried(Func<string, string> rename)
    {
        string factor = rename("factor");
        if (Plan.FocalGamma == 0)
        {
            Writer.Line($"{Element} scale = Unsafe.Add(ref block.Scales, row);");
        }

        Writer.Line($"{factor} = scale{(_isWeighted ? " * (held + block.Pull)" : "")} / (rest + own);");
        if (Plan.Smoothing is not { } smoothing)
        {
            Writer.Line();
            Writer.Line("// The target's own entry is p - 1 = -rest / (rest + own).");
            Writer.Line("Unsafe.Add(ref parked, target) = -rest;");
            return;
        }

        foreach (string name in new[] { "scale", "target" })
        {
            Writer.Line($"{rename(name)} = {name};");
        }

        string entry = _isWeighted
            ? $"VectorMath.WeightedTargetGradient(rest, own, scale, {factor}, held, block.Pull, Unsafe.Add(ref block.Shares, target))"
            : $"VectorMath.SmoothedTargetGradient(rest, own, scale, {factor}, {Number(smoothing.Smoothing)}, {Number(smoothing.Share)})";
        Writer.Line($"{rename("atTarget")} = {entry};");
    }

    public override void WriteGradientStart(Func<string, string> rename)
    {
        Writer.Line($"{V.Type} {rename("factors")} = {V.Operations}.Create({rename("factor")});");
        if (Plan.Smoothing is not { } smoothing)
        {
            return;
        }

        Writer.Line(_isWeighted
            ? $"{V.Type} {rename("less")} = {V.Operations}.Create(-{rename("scale")});"
            : $"{V.Type} {rename("elsewhere")} = {V.Operations}.Create({Number(-smoothing.Share)} * {rename("scale")});");
        Writer.Line($"{V.IntegerType} {rename("targets")} = {V.Operations}.Create(({V.IntegerKeyword}){rename("target")});");
        Writer.Line($"{V.Type} {rename("atTargets")} = {V.Operations}.Create({rename("atTarget")});");
    }

    public override string Entry(string offset, Func<string, string> rename)
    {
        string exponentials = Load(rename("parked"), offset);
        string factors = rename("factors");
        if (Plan.Smoothing is null)
        {
            return $"{exponentials} * {factors}";
        }

        string entries = _isWeighted
            ? $"{V.Operations}.FusedMultiplyAdd({rename("less")}, {Load("block.Shares", offset)}, {exponentials} * {factors})"
            : $"{V.Operations}.FusedMultiplyAdd({exponentials}, {factors}, {rename("elsewhere")})";
        return $"Streaming.WithTarget<TPass>({entries}, {offset}, {rename("targets")}, {rename("atTargets")})";
    }

    public override void WriteGradientEnd(Func<string, string> rename)
    {
        if (Plan.Smoothing is not null)
        {
            using (Writer.Open("if (!TPass.Streams)"))
            {
                Writer.Line($"Unsafe.Add(ref {rename("gradient")}, {rename("target")}) = {rename("atTarget")};");
            }
        }
    }
}
