using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>
/// Prints the elements of a binary loss in one width. The formulas, and why they lose no digits, stand in the runtime's <c>BinaryLoop</c>; what a
/// configuration has no use for is not printed.
/// </summary>
internal sealed class BinaryLoopEmitter(SourceWriter writer, BinaryPlan plan, ElementForm form)
{
    private readonly VectorNames _v = new(form.Bits, plan.Element);

    /// <summary>Whether the loss is multiplied with a weight w.</summary>
    private readonly bool _hasWeight = plan.Balance is not null || plan.LabelWeights.Source != WeightSource.None;

    private readonly bool _hasPositiveWeight = plan.PositiveWeights.Source != WeightSource.None;

    /// <summary>What the loss of the target 0 counts.</summary>
    private string Negative => _hasWeight ? "a" : "s";

    /// <summary>What the loss of the target 1 counts.</summary>
    private string Positive => _hasWeight || _hasPositiveWeight ? "b" : "t";

    public void Write()
    {
        string element = plan.Element.Keyword();
        writer.Line($"/// <summary>{Literal.Of(form.Lanes)} elements a step.</summary>");
        using (writer.Open($"private static void Elements{Literal.Of(form.Bits)}<TPass>(in BinaryBlock<{element}> block) where TPass : struct, IPass"))
        using (writer.OpenIf(plan.Request.Project.ChecksOverflow, "unchecked"))
        {
            WriteBefore();
            using (writer.Open($"for (nuint i = 0; i < count; i += {Literal.Of(form.Lanes)})"))
            {
                WriteElements();
                WriteWeights();
                WriteLoss();
                if (plan.Focal is { } focal)
                {
                    WriteFocal(focal);
                }
                else
                {
                    WritePlain();
                }
            }
        }
    }

    private bool IsPerElementScale => plan.Request.Configuration.Reduction == ReductionKind.None;

    private void WriteBefore()
    {
        string element = plan.Element.Keyword();
        writer.Line("nuint count = (nuint)block.Count;");
        WriteSource("LabelWeights", "labelWeight", plan.LabelWeights, form.LabelWeightsStay);
        WriteSource("PositiveWeights", "positiveWeight", plan.PositiveWeights, form.PositiveWeightsStay);
        writer.Line(IsPerElementScale
            ? $"Cycle<{element}> scales = block.Scales;"
            : $"{_v.Type} scale = {_v.Operations}.LoadUnsafe(ref block.Scales.Current);");
    }

    private void WriteSource(string property, string name, WeightPlan weights, bool stay)
    {
        if (weights.Source == WeightSource.Constant)
        {
            writer.Line($"{_v.Type} {name} = {Create(weights.Values[0])};");
        }
        else if (stay)
        {
            writer.Line($"{_v.Type} {name} = {_v.Operations}.LoadUnsafe(ref block.{property}.Current);");
        }
        else if (weights.Source != WeightSource.None)
        {
            writer.Line($"Cycle<{plan.Element.Keyword()}> {name}s = block.{property};");
        }
    }

    private void WriteElements()
    {
        writer.Line($"{_v.Type} x = {_v.Operations}.LoadUnsafe(ref block.Logits, i);");
        writer.Line($"{_v.Type} t = {_v.Operations}.LoadUnsafe(ref block.Targets, i);");
        writer.Line($"{_v.Type} s = {_v.Type}.One - t;");
        writer.Line();
    }

    /// <summary>a and b, where they are not s and t themselves.</summary>
    private void WriteWeights()
    {
        if (!_hasWeight && !_hasPositiveWeight)
        {
            return;
        }

        writer.Line("// What the losses of the targets 0 and 1 count.");
        if (plan.Balance is { } balance)
        {
            string both = $"{_v.Operations}.FusedMultiplyAdd({Create(balance.Positive)}, t, {Create(balance.Negative)} * s)";
            string factor = plan.LabelWeights.Source == WeightSource.None ? "" : $" * {Next("labelWeight", plan.LabelWeights, form.LabelWeightsStay)}";
            writer.Line($"{_v.Type} w = {both}{factor};");
        }
        else if (_hasWeight)
        {
            writer.Line($"{_v.Type} w = {Next("labelWeight", plan.LabelWeights, form.LabelWeightsStay)};");
        }

        if (_hasWeight)
        {
            writer.Line($"{_v.Type} a = w * s;");
        }

        string positive = _hasPositiveWeight ? $"{Next("positiveWeight", plan.PositiveWeights, form.PositiveWeightsStay)} * t" : "t";
        writer.Line($"{_v.Type} b = {(!_hasWeight ? positive : _hasPositiveWeight ? $"w * ({positive})" : "w * t")};");
        writer.Line();
    }

    private void WriteLoss()
    {
        writer.Line("// With e = exp(-|x|) and u = log(1 + e), softplus(x) = max(x, 0) + u and softplus(-x) = max(-x, 0) + u.");
        writer.Line($"{_v.Type} isPositive = {_v.Operations}.GreaterThan(x, {_v.Type}.Zero);");
        writer.Line($"{_v.Type} distance = {_v.Operations}.Abs(x);");
        writer.Line($"{_v.Type} e = VectorMath.Exp(-distance);");
        writer.Line($"{_v.Type} u = VectorMath.Log1P(e);");
        writer.Line();
        writer.Line("// 0 times infinity is 0 here: an infinite logit loses nothing by a term that does not count.");
        writer.Line($"{_v.Type} c = {_v.Operations}.ConditionalSelect(isPositive, {Negative}, {Positive});");
        writer.Line($"{_v.Type} linear = (c * distance) & {_v.Operations}.GreaterThan(c, {_v.Type}.Zero);");

        // s + t is 1, and a + b is w where there are no positive weights.
        string loss = _hasPositiveWeight ? $"{_v.Operations}.FusedMultiplyAdd({Negative} + {Positive}, u, linear)"
            : _hasWeight ? $"{_v.Operations}.FusedMultiplyAdd(w, u, linear)"
            : "u + linear";
        writer.Line($"{_v.Type} loss = {loss};");
        writer.Line();
    }

    private void WritePlain()
    {
        writer.Line("loss.StoreUnsafe(ref block.Losses, i);");
        writer.Line();
        using (writer.Open("if (TPass.Backward)"))
        {
            WriteLarge();
            WriteSlope();
            WriteGradient("slope");
        }
    }

    private void WriteFocal(FocalPlan focal)
    {
        writer.Line("// 1 - p of the target is large * share: what is wrong with it, and a part e of what is right.");
        writer.Line($"{_v.Type} wrong = {_v.Operations}.ConditionalSelect(isPositive, s, t);");
        writer.Line($"{_v.Type} right = {_v.Operations}.ConditionalSelect(isPositive, t, s);");
        switch (focal.Power)
        {
            case FocalPower.One:
                writer.Line($"{_v.Type} large = VectorMath.Logistic(e);");
                writer.Line($"{_v.Type} factor = large * {_v.Operations}.FusedMultiplyAdd(right, e, wrong);");
                break;

            case FocalPower.Two:
                writer.Line($"{_v.Type} large = VectorMath.Logistic(e, out {_v.Type} largeSquare);");
                writer.Line();
                writer.Line("// The square of e is an exponential of its own: the error of e does not count twice.");
                writer.Line($"{_v.Type} square = right * VectorMath.Exp(-(distance + distance));");
                writer.Line($"{_v.Type} twice = {_v.Operations}.FusedMultiplyAdd(right + right, e, wrong);");
                writer.Line($"{_v.Type} shareSquare = {_v.Operations}.FusedMultiplyAdd(wrong, twice, right * square);");
                writer.Line($"{_v.Type} factor = largeSquare * shareSquare;");
                break;

            default:
                writer.Line($"{_v.Type} isWrong = {_v.Operations}.GreaterThan(wrong, {_v.Type}.Zero);");
                writer.Line($"{_v.Type} share = {_v.Operations}.ConditionalSelect(isWrong, {_v.Operations}.FusedMultiplyAdd(right, e, wrong), {_v.Type}.One);");
                writer.Line($"{_v.Type} logShare = {_v.Operations}.ConditionalSelect(isWrong, -VectorMath.Log(share), distance);");
                writer.Line($"{_v.Type} factor = VectorMath.FocalFactor(logShare, u, {Create(focal.Gamma)});");
                break;
        }

        writer.Line();
        using (writer.Open("if (TPass.Backward)"))
        {
            if (focal.Power == FocalPower.Any)
            {
                WriteLarge();
            }

            WriteSlope();
            WriteTurn(focal);
        }

        writer.Line();
        writer.Line("// A factor that is too small for the type is 0, also where the loss is infinite; one that is NaN stays it.");
        writer.Line($"loss = {_v.Operations}.ConditionalSelect({_v.Operations}.GreaterThan(factor, {_v.Type}.Zero), factor * loss, factor);");
        writer.Line("loss.StoreUnsafe(ref block.Losses, i);");
    }

    /// <summary>The gradient of a focal loss: the slope of the loss times the factor, and the slope of the factor times the loss.</summary>
    private void WriteTurn(FocalPlan focal)
    {
        writer.Line();
        writer.Line("// The factor's own slope. It vanishes faster than the loss grows.");
        (string ownSlope, string difference) = focal.Power switch
        {
            FocalPower.One => ("large * small", "(s - t)"),
            FocalPower.Two => ($"{_v.Operations}.FusedMultiplyAdd(wrong, e, square)", $"({Create(focal.Gamma)} * (s - t))"),
            _ => ($"{_v.Operations}.ConditionalSelect(isWrong, e / share, {_v.Type}.One)", $"({Create(focal.Gamma)} * (s - t))"),
        };
        writer.Line($"{_v.Type} turn = {ownSlope};");
        writer.Line($"turn = (turn * loss) & {_v.Operations}.GreaterThan(turn, {_v.Type}.Zero);");
        switch (focal.Power)
        {
            case FocalPower.One:
                writer.Line($"turn *= {difference};");
                WriteGradient($"{_v.Operations}.FusedMultiplyAdd(factor, slope, turn)");
                break;

            case FocalPower.Two:
                writer.Line($"turn = {difference} * (large * turn);");
                WriteGradient($"(largeSquare * {_v.Operations}.FusedMultiplyAdd(shareSquare, slope, turn))");
                break;

            default:
                writer.Line($"turn = {difference} * (large * turn);");
                WriteGradient("(factor * (slope + turn))");
                break;
        }
    }

    private void WriteLarge() => writer.Line($"{_v.Type} large = {_v.Type}.One / ({_v.Type}.One + e);");

    private void WriteSlope()
    {
        writer.Line($"{_v.Type} small = large * e;");
        writer.Line();
        writer.Line("// The sigmoids of x and of -x: neither is taken from 1.");
        writer.Line($"{_v.Type} p = {_v.Operations}.ConditionalSelect(isPositive, large, small);");
        writer.Line($"{_v.Type} r = {_v.Operations}.ConditionalSelect(isPositive, small, large);");
        writer.Line($"{_v.Type} slope = ({Negative} * p) - ({Positive} * r);");
    }

    private void WriteGradient(string slope)
    {
        string scale = IsPerElementScale ? $"{_v.Operations}.LoadUnsafe(ref scales.Next({Literal.Of(form.Lanes)}))" : "scale";
        writer.Line($"({slope} * {scale}).StoreUnsafe(ref block.Gradient, i);");
    }

    private string Next(string name, WeightPlan weights, bool stay) =>
        weights.Source == WeightSource.Constant || stay ? name : $"{_v.Operations}.LoadUnsafe(ref {name}s.Next({Literal.Of(form.Lanes)}))";

    private string Create(double value) => $"{_v.Operations}.Create({Literal.Of(value, plan.Element)})";
}
