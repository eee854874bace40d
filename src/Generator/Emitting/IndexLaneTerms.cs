using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Rows in lanes whose targets are classes.</summary>
internal sealed class IndexLaneTerms(SourceWriter writer, KernelPlan plan, int bits) : LaneTerms(writer, plan, bits)
{
    private readonly bool _isWeighted = plan.KernelWeights is not null;

    public override IReadOnlyList<string> Sums => Plan.Smoothing is null ? ["rest"] : ["rest", "total"];

    public override string? StartOf(string sum) => sum == "total" && !_isWeighted ? CompensatedSum.Start("DifferencesStart", Plan.Element) : null;

    public override bool AddsTerms => Plan.Smoothing is not null && !Plan.SumsByFours && Enumerable.Range(1, Plan.Classes - 1).Any(c => !Vanishes(ClassName.Of(c)));

    public override IReadOnlyList<string> Found => _isWeighted ? ["own", "logit", "ownShare"]
        : Plan.IsLossOfSums ? ["own"]
        : ["own", "logit"];

    public override IReadOnlyList<string> Factors => _isWeighted ? ["factor", "atTarget", "scale"]
        : Plan.Smoothing is null ? ["factor", "atTarget"]
        : ["factor", "atTarget", "elsewhere"];

    public override void WriteTargets() => Writer.Line($"RowLanes.LoadTargets(ref block.Targets, start + row, out {V.IntegerType} target);");

    public override void WriteIgnoredMask() => Writer.Line($"{V.Type} ignored = {V.Operations}.LessThan(target, {V.IntegerType}.Zero).{V.AsElements};");

    public override void WriteIgnored(string x) => Writer.Line($"{x} = {V.Operations}.AndNot({x}, ignored);");

    public override void WriteBefore(bool isLoop)
    {
        if (!Plan.IsLossOfSums)
        {
            Writer.Line($"{V.Type} logit = {V.Type}.Zero;");
        }

        if (Plan.SumsByFours && Plan.Classes >= 4)
        {
            Writer.Line($"{V.Type} fourMaxima = {Create(4)} * max;");
        }

        Writer.Line($"{V.Type} own = {V.Type}.One;");
        if (_isWeighted)
        {
            if (Plan.Weights is not ConstantWeights weights || isLoop || weights.Shares.Any(s => s != 0))
            {
                Writer.Line($"{V.Type} share;");
            }

            Writer.Line($"{V.Type} ownShare = {V.Type}.Zero;");
        }
    }

    public override void WriteLogit(string x, string t, ClassName c)
    {
        if (Plan.Smoothing is null || Vanishes(c))
        {
            return;
        }

        if (!_isWeighted)
        {
            WriteAdd("total", $"{x} - max", c);
            return;
        }

        Writer.Line($"share = {Share(c)};");
        Writer.Line($"ownShare = {V.Operations}.ConditionalSelect({IsTarget(c)}, share, ownShare);");

        // A class of weight 0 takes no part, also where its logit is infinite.
        bool isPositive = c.Number is not null && Plan.Weights is ConstantWeights;
        string term = $"({x} - max) * share";
        WriteAdd("total", isPositive ? term : $"({term}) & {V.Operations}.GreaterThan(share, {V.Type}.Zero)", c);
    }

    public override void WriteLogits(IReadOnlyList<LaneClass> classes)
    {
        if (!AreFour(classes))
        {
            base.WriteLogits(classes);
            return;
        }

        WriteAdd("total", $"({CompensatedSum.OfFour([.. classes.Select(c => c.X)])}) - fourMaxima", classes[0].Name);
    }

    /// <remarks>The comparison is written more than once and made once: kept in a variable, it would leave its mask register and become a vector.</remarks>
    public override void WriteExponential(string x, string logit, ClassName c)
    {
        Writer.Line($"own = {V.Operations}.ConditionalSelect({IsTarget(c)}, {x}, own);");
        if (!Plan.IsLossOfSums)
        {
            Writer.Line($"logit = {V.Operations}.ConditionalSelect({IsTarget(c)}, {logit}, logit);");
        }

        Writer.Line($"{x} = {V.Without(x, IsTarget(c))};");
    }

    public override void WriteLoss()
    {
        if (_isWeighted)
        {
            Writer.Line($"{V.Type} held = {OfRow("RowWeights")};");
            Writer.Line($"{V.Type} pull = {(Plan.Weights is ConstantWeights weights ? Create(weights.Pull) : $"{V.Operations}.Create(block.Pull)")};");
        }

        if (Plan.Smoothing is { } smoothing && !_isWeighted)
        {
            WriteSmoothedLoss(smoothing);
        }
        else
        {
            string formula = _isWeighted ? "WeightedLoss(rest, own, logit - max, max, shift, total, held, pull)" : "Loss(rest, own, logit - max, max, shift)";
            Writer.Line($"{V.Type} loss = VectorMath.{formula};");
        }

        if (Plan.FocalGamma != 0)
        {
            Writer.Line($"{V.Type} scale = TPass.Backward ? {OfRow("Scales")} : {V.Type}.Zero;");
            Writer.Line($"VectorMath.Focus(rest, own, {Create(Plan.FocalGamma)}, ref loss, ref scale);");
        }

        Writer.Line($"{V.Operations}.AndNot(loss, ignored).StoreUnsafe(ref block.Losses, place);");
        WriteLogSums("rest + own");
    }

    private void WriteSmoothedLoss(SmoothingPlan smoothing)
    {
        Writer.Line($"{V.Type} others = total * {Create(smoothing.Share)};");
        Writer.Line("// Near its maximum, as nearly all are, the target's loss takes less.");
        Writer.Line($"{V.Type} loss = VectorMath.AreNear(own)");
        Writer.Line($"    ? VectorMath.NearLoss(rest, own) + (({Create(smoothing.Smoothing)} * (logit - max)) - others)");
        Writer.Line($"    : VectorMath.SmoothedLoss(rest, own, logit - max, max, shift, others, {Create(smoothing.Smoothing)});");
    }

    public override void WriteLossOfSums()
    {
        Writer.Line("areNear &= VectorMath.AreNear(own);");
        Writer.Line($"{V.Type} loss = VectorMath.NearLoss(rest, own);");
        Writer.Line($"{V.Operations}.AndNot(loss, ignored).StoreUnsafe(ref block.Losses, place);");
        WriteLogSums("rest + own");
    }

    public override void WriteFactors()
    {
        WriteFactor();
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

    /// <summary>Prints what the exponentials are multiplied with.</summary>
    public void WriteFactor()
    {
        if (Plan.FocalGamma == 0)
        {
            Writer.Line($"{V.Type} scale = {OfRow("Scales")};");
        }

        Writer.Line($"{V.Type} factor = scale{(_isWeighted ? " * (held + pull)" : "")} / (rest + own);");
    }

    public override string Entry(string x, string t, ClassName c)
    {
        string entry = Plan.Smoothing is null || (_isWeighted && Vanishes(c)) ? $"{x} * factor"
            : _isWeighted ? $"{V.Operations}.FusedMultiplyAdd(-scale, {Share(c)}, {x} * factor)"
            : $"{V.Operations}.FusedMultiplyAdd({x}, factor, elsewhere)";
        return $"{V.Operations}.ConditionalSelect({IsTarget(c)}, atTarget, {entry})";
    }

    private string Share(ClassName c) => OfClass("Shares", w => w.Shares, c);

    private bool Vanishes(ClassName c) => c.Number is { } number && Plan.KernelWeights is ConstantWeights weights && weights.Shares[number] == 0;

    private string IsTarget(ClassName c) => c.Number is { } number
        ? $"{V.Operations}.Equals(target, {V.Operations}.Create({V.Integer(number)})).{V.AsElements}"
        : $"{V.Operations}.Equals(target, {V.Operations}.Create(({V.IntegerKeyword}){(c.Text.Contains(' ') ? $"({c.Text})" : c.Text)})).{V.AsElements}";
}
