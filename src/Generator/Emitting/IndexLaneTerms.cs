using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Rows in lanes whose targets are classes.</summary>
internal sealed class IndexLaneTerms(SourceWriter writer, KernelPlan plan, int bits) : LaneTerms(writer, plan, bits)
{
    private readonly bool _isWeighted = plan.KernelWeights is not null;

    public override IReadOnlyList<string> Sums => Plan.Smoothing is null ? ["rest"] : ["rest", "total"];

    public override void WriteStart() => Writer.Line($"RowLanes.LoadTargets(ref block.Targets, row, out {V.IntegerType} target);");

    public override void WriteIgnored(IEnumerable<string> x, bool always)
    {
        if (always)
        {
            foreach (string name in x)
            {
                Writer.Line($"{name} = {V.Operations}.AndNot({name}, ignored);");
            }

            return;
        }

        using (Writer.Open($"if (ignored.As{(Plan.Element == ElementType.Single ? "Int32" : "Int64")}() != {V.IntegerType}.Zero)"))
        {
            WriteIgnored(x, always: true);
        }
    }

    /// <summary>Prints which rows are ignored.</summary>
    public void WriteIgnoredMask()
    {
        Writer.Line();
        Writer.Line("// Ignored rows have target -1. Whatever their logits are, NaN too, they count as zeros.");
        Writer.Line($"{V.Type} ignored = {V.Operations}.LessThan(target, {V.IntegerType}.Zero).{V.AsElements};");
    }

    public override void WriteBefore(bool isLoop)
    {
        Writer.Line($"{V.Type} isTarget;");
        Writer.Line($"{V.Type} logit = {V.Type}.Zero;");
        Writer.Line($"{V.Type} own = {V.Type}.One;");
        if (_isWeighted)
        {
            if (Plan.Weights is not ConstantWeights weights || isLoop || weights.Shares.Any(s => s != 0))
            {
                Writer.Line($"{V.Type} share;");
            }

            Writer.Line($"{V.Type} ownShare = {V.Type}.Zero;");
        }
        else if (Plan.Smoothing is { } smoothing && !_isWeighted)
        {
            Writer.Line($"{V.Type} shares = {Create(smoothing.Share)};");
        }
    }

    public override void WriteClass(string x, string t, ClassName c)
    {
        Writer.Line($"isTarget = {IsTarget(c)};");
        Writer.Line($"logit = {V.Operations}.ConditionalSelect(isTarget, {x}, logit);");
        WriteSmoothing(x, c);
        Writer.Line($"{x} = VectorMath.Exp({x}, shift, lowest);");
        Writer.Line($"own = {V.Operations}.ConditionalSelect(isTarget, {x}, own);");
        Writer.Line($"{x} = {V.Operations}.AndNot({x}, isTarget);");
    }

    public override void WriteLoss()
    {
        if (Plan.Smoothing is not null)
        {
            Writer.Line($"total = {CompensatedSum.Total("total")};");
        }

        string scale = Plan.FocalGamma == 0 ? "" : $"TPass.Backward ? {V.Operations}.LoadUnsafe(ref block.Scales, (nuint)row) : {V.Type}.Zero";
        if (_isWeighted)
        {
            Writer.Line($"{V.Type} held = {V.Operations}.LoadUnsafe(ref block.RowWeights, (nuint)row);");
            Writer.Line($"{V.Type} pull = {(Plan.Weights is ConstantWeights weights ? Create(weights.Pull) : $"{V.Operations}.Create(block.Pull)")};");
        }

        string loss = _isWeighted ? "VectorMath.WeightedLoss(rest, own, logit - max, max, shift, total, held, pull)"
            : Plan.Smoothing is { } smoothing ? $"VectorMath.SmoothedLoss(rest, own, logit - max, max, shift, total, {Create(smoothing.Smoothing)})"
            : "VectorMath.Loss(rest, own, logit - max, max, shift)";
        Writer.Line($"{V.Type} loss = {loss};");
        if (scale.Length > 0)
        {
            Writer.Line($"{V.Type} scale = {scale};");
            Writer.Line($"VectorMath.Focus(rest, own, {Create(Plan.FocalGamma)}, ref loss, ref scale);");
        }

        Writer.Line($"{V.Operations}.AndNot(loss, ignored).StoreUnsafe(ref block.Losses, (nuint)row);");
        WriteLogSums("rest + own");
    }

    public override void WriteGradientStart()
    {
        if (Plan.FocalGamma == 0)
        {
            Writer.Line($"{V.Type} scale = {V.Operations}.LoadUnsafe(ref block.Scales, (nuint)row);");
        }

        Writer.Line($"{V.Type} factor = scale{(_isWeighted ? " * (held + pull)" : "")} / (rest + own);");
        if (_isWeighted)
        {
            Writer.Line($"{V.Type} atTarget = VectorMath.WeightedTargetGradient(rest, own, scale, factor, held, pull, ownShare);");
        }
        else if (Plan.Smoothing is { } smoothing)
        {
            Writer.Line($"{V.Type} elsewhere = scale * {Create(-smoothing.Share)};");
            Writer.Line($"{V.Type} atTarget = VectorMath.SmoothedTargetGradient(rest, own, scale, factor, {Create(smoothing.Smoothing)}, {Create(smoothing.Share)});");
        }
        else
        {
            Writer.Line();
            Writer.Line("// The target's own entry is p - 1 = -rest / (rest + own).");
            Writer.Line($"{V.Type} atTarget = -rest * factor;");
        }
    }

    public override string Entry(string x, string t, ClassName c)
    {
        string entry = Plan.Smoothing is null || (_isWeighted && Vanishes(c)) ? $"{x} * factor"
            : _isWeighted ? $"{V.Operations}.FusedMultiplyAdd(-scale, {Share(c)}, {x} * factor)"
            : $"{V.Operations}.FusedMultiplyAdd({x}, factor, elsewhere)";
        return $"{V.Operations}.ConditionalSelect({IsTarget(c)}, atTarget, {entry})";
    }

    /// <summary>Prints a class's part of what all classes share.</summary>
    private void WriteSmoothing(string x, ClassName c)
    {
        if (Plan.Smoothing is null || Vanishes(c))
        {
            return;
        }

        if (!_isWeighted)
        {
            WriteAdd("total", $"({x} - max) * shares", c);
            return;
        }

        Writer.Line($"share = {Share(c)};");
        Writer.Line($"ownShare = {V.Operations}.ConditionalSelect(isTarget, share, ownShare);");

        // A class of weight 0 takes no part, also where its logit is infinite.
        bool isPositive = c.Number is not null && Plan.Weights is ConstantWeights;
        string term = $"({x} - max) * share";
        WriteAdd("total", isPositive ? term : $"({term}) & {V.Operations}.GreaterThan(share, {V.Type}.Zero)", c);
    }

    private string Share(ClassName c) => OfClass("Shares", w => w.Shares, c);

    private bool Vanishes(ClassName c) => c.Number is { } number && Plan.KernelWeights is ConstantWeights weights && weights.Shares[number] == 0;

    private string IsTarget(ClassName c) => c.Number is { } number
        ? $"{V.Operations}.Equals(target, {V.Operations}.Create({V.Integer(number)})).{V.AsElements}"
        : $"{V.Operations}.Equals(target, {V.Operations}.Create(({V.IntegerKeyword}){c.Text})).{V.AsElements}";
}
