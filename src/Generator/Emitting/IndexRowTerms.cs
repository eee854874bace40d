using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Rows whose targets are classes.</summary>
internal sealed class IndexRowTerms(SourceWriter writer, KernelPlan plan, RowLoopForm form) : RowTerms(writer, plan, form)
{
    private readonly bool _isWeighted = plan.KernelWeights is not null;

    public override IReadOnlyList<string> Sums => Plan.Smoothing is null ? ["s"] : ["s", "t"];

    public override void WriteStart()
    {
        string zero = Number(0);
        Writer.Line("int target = Unsafe.Add(ref block.Targets, row);");
        using (Writer.Open("if (target < 0)"))
        {
            Writer.Line("// An ignored row.");
            Writer.Line($"loss = {zero};");
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
        if (Plan.Smoothing is { } smoothing)
        {
            Writer.Line($"{V.Type} maxima = {V.Operations}.Create(max);");
            if (!_isWeighted)
            {
                Writer.Line($"{V.Type} shares = {V.Operations}.Create({Number(smoothing.Share)});");
            }
        }
    }

    public override void WriteTerms(string x, string name, string offset, string accumulator, string? mask)
    {
        if (Plan.Smoothing is null)
        {
            return;
        }

        if (!_isWeighted)
        {
            Writer.Line(CompensatedSum.Add($"t{accumulator}", mask is null ? $"({x} - maxima) * shares" : $"(({x} - maxima) * shares) & {mask}", "t"));
            return;
        }

        // A class of weight 0 takes no part, also where its logit is infinite.
        bool isPositive = Plan.Weights is ConstantWeights weights && weights.Shares.All(s => s != 0);
        string counts = $"{V.Operations}.GreaterThan(w{name}, {V.Type}.Zero)";
        string[] masks = [.. new[] { mask, isPositive ? null : counts }.OfType<string>()];
        string term = $"({x} - maxima) * w{name}";
        Writer.Line($"{V.Type} w{name} = {Load("block.Shares", offset)};");
        Writer.Line(CompensatedSum.Add($"t{accumulator}", masks.Length == 0 ? term : $"({term}) & {string.Join(" & ", masks)}", "t"));
    }

    public override void WriteLoss()
    {
        Writer.Line($"{Element} own = Unsafe.Add(ref parked, target);");
        Writer.Line($"{Element} rest = VectorMath.SumWithout(own, s0, {CompensatedSum.Error("s")});");
        using (Writer.Open("if (own > rest * VectorMath.HeavyTarget)"))
        {
            Writer.Line("// The difference has lost digits: sum again, without the target.");
            Writer.Line($"Unsafe.Add(ref parked, target) = {Number(0)};");
            Writer.Line($"rest = Sum{Literal.Of(Form.Bits)}(ref parked);");
        }

        Writer.Line();
        if (Plan.Smoothing is not null)
        {
            Writer.Line($"{Element} total = {Sum("t")};");
        }

        if (_isWeighted)
        {
            Writer.Line($"{Element} held = Unsafe.Add(ref block.RowWeights, row);");
            Writer.Line("loss = VectorMath.WeightedLoss(rest, own, difference, max, shift, total, held, block.Pull);");
        }
        else
        {
            Writer.Line(Plan.Smoothing is { } smoothing
                ? $"loss = VectorMath.SmoothedLoss(rest, own, difference, max, shift, total, {Number(smoothing.Smoothing)});"
                : "loss = VectorMath.Loss(rest, own, difference, max, shift);");
        }

        if (Plan.FocalGamma != 0)
        {
            Writer.Line($"{Element} scale = TPass.Backward ? Unsafe.Add(ref block.Scales, row) : {Number(0)};");
            Writer.Line($"VectorMath.Focus(rest, own, {Number(Plan.FocalGamma)}, ref loss, ref scale);");
        }

        WriteLogSums("rest + own");
    }

    public override IReadOnlyList<(string Type, string Name)> Carried => Plan.Smoothing is null
        ? [(Element, "factor"), ("int", "target"), (Element, "atTarget")]
        : [(Element, "factor"), (Element, "scale"), ("int", "target"), (Element, "atTarget")];

    public override void WriteCarried(Func<string, string> rename, bool declares)
    {
        string type = declares ? Element + " " : "";
        string factor = rename("factor");
        if (Plan.FocalGamma == 0)
        {
            Writer.Line($"{Element} scale = Unsafe.Add(ref block.Scales, row);");
        }

        Writer.Line($"{type}{factor} = scale{(_isWeighted ? " * (held + block.Pull)" : "")} / (rest + own);");
        if (!declares)
        {
            foreach ((_, string name) in Carried.Where(c => c.Name is "scale" or "target"))
            {
                Writer.Line($"{rename(name)} = {name};");
            }
        }

        if (Plan.Smoothing is null)
        {
            Writer.Line("// The target's own entry is p - 1 = -rest / (rest + own).");
        }

        string entry = _isWeighted ? $"VectorMath.WeightedTargetGradient(rest, own, scale, {factor}, held, block.Pull, Unsafe.Add(ref block.Shares, target))"
            : Plan.Smoothing is { } s ? $"VectorMath.SmoothedTargetGradient(rest, own, scale, {factor}, {Number(s.Smoothing)}, {Number(s.Share)})"
            : $"-rest * {factor}";
        Writer.Line($"{type}{rename("atTarget")} = {entry};");
    }

    public override void WriteGradientStart()
    {
        Writer.Line($"{V.Type} factors = {V.Operations}.Create(factor);");
        if (_isWeighted)
        {
            Writer.Line($"{V.Type} less = {V.Operations}.Create(-scale);");
        }
        else if (Plan.Smoothing is { } share)
        {
            Writer.Line($"{V.Type} elsewhere = {V.Operations}.Create({Number(-share.Share)} * scale);");
        }
    }

    public override string Entry(string offset) =>
        _isWeighted ? $"{V.Operations}.FusedMultiplyAdd(less, {Load("block.Shares", offset)}, {Load("parked", offset)} * factors)"
        : Plan.Smoothing is not null ? $"{V.Operations}.FusedMultiplyAdd({Load("parked", offset)}, factors, elsewhere)"
        : $"({Load("parked", offset)} * factors)";

    public override void WriteGradientEnd() => Writer.Line("Unsafe.Add(ref gradient, target) = atTarget;");
}
