using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>
/// Prints the elements of a binary loss in one width. The formulas, and why they lose no digits, stand in the runtime's <c>BinaryLoop</c>; what a
/// configuration has no use for is not printed.
/// </summary>
/// <remarks>
/// A step has several vectors, each line once for every one of them: what is computed of one waits for nothing of another, and the processor finds both
/// without looking far ahead. In the lines, <c>$</c> stands for the number of the vector and <c>@</c> for where its first element lies.
/// </remarks>
internal sealed class BinaryLoopEmitter(SourceWriter writer, BinaryPlan plan, ElementForm form)
{
    private readonly VectorNames _v = new(form.Bits, plan.Element);

    /// <summary>Whether the loss is multiplied with a weight w.</summary>
    private readonly bool _hasWeight = plan.Balance is not null || plan.LabelWeights.Source != WeightSource.None;

    private readonly bool _hasPositiveWeight = plan.PositiveWeights.Source != WeightSource.None;

    private bool IsWeighted => _hasWeight || _hasPositiveWeight;

    /// <summary>What the loss of the target 0 counts.</summary>
    private string Negative => _hasWeight ? "a$" : "s$";

    /// <summary>What the losses of both targets count together.</summary>
    private string Total => _hasPositiveWeight ? "both$" : "w$";

    private bool IsPerElementScale => plan.Request.Configuration.Reduction == ReductionKind.None;

    public void Write()
    {
        string element = plan.Element.Keyword();
        string bits = Literal.Of(form.Bits);
        writer.Line($"/// <summary>{Literal.Of(form.StepElements)} elements a step.</summary>");
        writer.Line(KernelEmitter.Optimised);
        using (writer.Open($"private static void Elements{bits}<TPass>(in BinaryBlock<{element}> block) where TPass : struct, IPass"))
        using (writer.OpenIf(plan.Request.Project.ChecksOverflow, "unchecked"))
        {
            WriteBefore();
            writer.Line();
            writer.Line("// e = exp(-|x|), kept where the losses will be.");
            writer.Line($"VectorMath.Decay{bits}(ref logits, ref losses, count);");
            using (writer.Open($"for (nuint i = 0; i < count; i += {Literal.Of(form.StepElements)})"))
            {
                WriteSoftplus();
                WriteElements();
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

    private void WriteBefore()
    {
        string element = plan.Element.Keyword();
        writer.Line("nuint count = (nuint)block.Count;");
        writer.Line($"ref {element} logits = ref block.Logits;");
        writer.Line($"ref {element} targets = ref block.Targets;");
        writer.Line($"ref {element} losses = ref block.Losses;");
        writer.Line($"ref {element} gradient = ref block.Gradient;");
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

    /// <summary>u = log(1 + e) and r = e / (1 + e).</summary>
    private void WriteSoftplus()
    {
        writer.Line("// With u = log(1 + e), softplus(x) = max(x, 0) + u and softplus(-x) = max(-x, 0) + u. r = e / (1 + e) is the sigmoid of -|x|.");
        if (plan.Focal is null)
        {
            Each($"{_v.Type} u$ = {_v.Operations}.LoadUnsafe(ref losses, @);");
            writer.Line($"VectorMath.Softplus({List("ref u$")}, {List($"out {_v.Type} r$")});");
        }
        else
        {
            Each($"{_v.Type} e$ = {_v.Operations}.LoadUnsafe(ref losses, @);");
            Each($"{_v.Type} u$ = VectorMath.Softplus(e$, out {_v.Type} r$);");
        }

        writer.Line();
    }

    private void WriteElements()
    {
        string element = plan.Element.Keyword();
        Each($"Streaming.Fetch<TPass, {element}>(ref Unsafe.Add(ref logits, @));");
        Each($"Streaming.Fetch<TPass, {element}>(ref Unsafe.Add(ref targets, @));");
        Each($"{_v.Type} x$ = {_v.Operations}.LoadUnsafe(ref logits, @);");
        Each($"{_v.Type} t$ = {_v.Operations}.LoadUnsafe(ref targets, @);");
        if (IsWeighted || plan.Focal is not null)
        {
            Each($"{_v.Type} s$ = {_v.Type}.One - t$;");
            Each($"{_v.Type} isNegative$ = {_v.Operations}.IsNegative(x$);");
        }

        writer.Line();
        if (IsWeighted)
        {
            WriteWeights();
        }
        else
        {
            writer.Line("// The limit of the sigmoid without the target: 1 - t for x >= 0, and -t elsewhere.");
            Each($"{_v.Type} c$ = {_v.Operations}.MaxNative({_v.Operations}.CopySign({_v.Type}.One, x$), {_v.Type}.Zero) - t$;");
        }
    }

    private void WriteWeights()
    {
        writer.Line("// What the losses of the targets 0 and 1 count.");
        if (plan.Balance is { } balance)
        {
            string both = $"{_v.Operations}.FusedMultiplyAdd({Create(balance.Positive)}, t$, {Create(balance.Negative)} * s$)";
            string factor = plan.LabelWeights.Source == WeightSource.None ? "" : $" * {Next("labelWeight", plan.LabelWeights, form.LabelWeightsStay)}";
            Each($"{_v.Type} w$ = {both}{factor};");
        }
        else if (_hasWeight)
        {
            Each($"{_v.Type} w$ = {Next("labelWeight", plan.LabelWeights, form.LabelWeightsStay)};");
        }

        if (_hasWeight)
        {
            Each($"{_v.Type} a$ = w$ * s$;");
        }

        string positive = _hasPositiveWeight ? $"{Next("positiveWeight", plan.PositiveWeights, form.PositiveWeightsStay)} * t$" : "t$";
        Each($"{_v.Type} b$ = {(!_hasWeight ? positive : _hasPositiveWeight ? $"w$ * ({positive})" : "w$ * t$")};");
        if (_hasPositiveWeight)
        {
            Each($"{_v.Type} both$ = {Negative} + b$;");
        }

        Each($"{_v.Type} c$ = {_v.Operations}.ConditionalSelect(isNegative$, -b$, {Negative});");
    }

    private void WriteLoss()
    {
        writer.Line();
        writer.Line("// 0 times infinity is 0 here: an infinite logit loses nothing by a term that does not count. The maximum takes its second operand for NaN.");
        string tail = IsWeighted ? "tail$" : "u$";
        if (IsWeighted)
        {
            Each($"{_v.Type} tail$ = {Total} * u$;");
        }

        Each($"{_v.Type} loss$ = {_v.Operations}.MaxNative({_v.Operations}.FusedMultiplyAdd(c$, x$, {tail}), {tail});");
    }

    private void WritePlain()
    {
        Each("loss$.StoreUnsafe(ref losses, @);");
        writer.Line();
        using (writer.Open("if (TPass.Backward)"))
        {
            WriteSlope();
            WriteGradient("slope$");
        }
    }

    private void WriteFocal(FocalPlan focal)
    {
        writer.Line();
        writer.Line("// 1 - p of the target is large * share: what is wrong with it, and a part e of what is right.");
        Each($"{_v.Type} distance$ = {_v.Operations}.Abs(x$);");
        Each($"{_v.Type} wrong$ = {_v.Operations}.ConditionalSelect(isNegative$, t$, s$);");
        Each($"{_v.Type} right$ = {_v.Operations}.ConditionalSelect(isNegative$, s$, t$);");
        switch (focal.Power)
        {
            case FocalPower.One:
                Each($"{_v.Type} large$ = VectorMath.Logistic(e$);");
                Each($"{_v.Type} factor$ = large$ * {_v.Operations}.FusedMultiplyAdd(right$, e$, wrong$);");
                break;

            case FocalPower.Two:
                Each($"{_v.Type} large$ = VectorMath.Logistic(e$, out {_v.Type} largeSquare$);");
                writer.Line();
                writer.Line("// The square of e is an exponential of its own: the error of e does not count twice.");
                Each($"{_v.Type} square$ = right$ * VectorMath.Exp(-(distance$ + distance$));");
                Each($"{_v.Type} twice$ = {_v.Operations}.FusedMultiplyAdd(right$ + right$, e$, wrong$);");
                Each($"{_v.Type} shareSquare$ = {_v.Operations}.FusedMultiplyAdd(wrong$, twice$, right$ * square$);");
                Each($"{_v.Type} factor$ = largeSquare$ * shareSquare$;");
                break;

            default:
                Each($"{_v.Type} isWrong$ = {_v.Operations}.GreaterThan(wrong$, {_v.Type}.Zero);");
                Each($"{_v.Type} share$ = {_v.Operations}.ConditionalSelect(isWrong$, {_v.Operations}.FusedMultiplyAdd(right$, e$, wrong$), {_v.Type}.One);");
                Each($"{_v.Type} logShare$ = {_v.Operations}.ConditionalSelect(isWrong$, -VectorMath.Log(share$), distance$);");
                Each($"{_v.Type} factor$ = VectorMath.FocalFactor(logShare$, u$, {Create(focal.Gamma)});");
                break;
        }

        writer.Line();
        using (writer.Open("if (TPass.Backward)"))
        {
            WriteSlope();
            WriteTurn(focal);
        }

        writer.Line();
        writer.Line("// A factor that is too small for the type is 0, also where the loss is infinite; one that is NaN stays it.");
        Each($"loss$ = {_v.Operations}.ConditionalSelect({_v.Operations}.GreaterThan(factor$, {_v.Type}.Zero), factor$ * loss$, factor$);");
        Each("loss$.StoreUnsafe(ref losses, @);");
    }

    /// <summary>The gradient of a focal loss: the slope of the loss times the factor, and the slope of the factor times the loss.</summary>
    private void WriteTurn(FocalPlan focal)
    {
        writer.Line();
        writer.Line("// The factor's own slope. It vanishes faster than the loss grows.");
        (string ownSlope, string difference) = focal.Power switch
        {
            FocalPower.One => ("large$ * (large$ * e$)", "(s$ - t$)"),
            FocalPower.Two => ($"{_v.Operations}.FusedMultiplyAdd(wrong$, e$, square$)", $"({Create(focal.Gamma)} * (s$ - t$))"),
            _ => ($"{_v.Operations}.ConditionalSelect(isWrong$, e$ / share$, {_v.Type}.One)", $"({Create(focal.Gamma)} * (s$ - t$))"),
        };
        Each($"{_v.Type} turn$ = {ownSlope};");
        Each($"turn$ = (turn$ * loss$) & {_v.Operations}.GreaterThan(turn$, {_v.Type}.Zero);");
        switch (focal.Power)
        {
            case FocalPower.One:
                Each($"turn$ *= {difference};");
                WriteGradient($"{_v.Operations}.FusedMultiplyAdd(factor$, slope$, turn$)");
                break;

            case FocalPower.Two:
                Each($"turn$ = {difference} * (large$ * turn$);");
                WriteGradient($"(largeSquare$ * {_v.Operations}.FusedMultiplyAdd(shareSquare$, slope$, turn$))");
                break;

            default:
                Each($"turn$ = {difference} * (({_v.Type}.One - r$) * turn$);");
                WriteGradient("(factor$ * (slope$ + turn$))");
                break;
        }
    }

    private void WriteSlope()
    {
        writer.Line("// The sigmoid without the target: where the target is 0 or 1, nothing is taken from a number that is near it.");
        Each(IsWeighted
            ? $"{_v.Type} slope$ = {_v.Operations}.FusedMultiplyAdd({Total}, {_v.Operations}.ConditionalSelect(isNegative$, r$, -r$), c$);"
            : $"{_v.Type} slope$ = c$ - {_v.Operations}.CopySign(r$, x$);");
    }

    private void WriteGradient(string slope)
    {
        string scale = IsPerElementScale ? $"{_v.Operations}.LoadUnsafe(ref scales.Next({Literal.Of(form.Lanes)}))" : "scale";
        Each($"Streaming.Store<TPass, {plan.Element.Keyword()}>({slope} * {scale}, ref Unsafe.Add(ref gradient, @));");
    }

    private string Next(string name, WeightPlan weights, bool stay) =>
        weights.Source == WeightSource.Constant || stay ? name : $"{_v.Operations}.LoadUnsafe(ref {name}s.Next({Literal.Of(form.Lanes)}))";

    private string Create(double value) => $"{_v.Operations}.Create({Literal.Of(value, plan.Element)})";

    /// <summary>A line for each vector of a step.</summary>
    private void Each(string line)
    {
        for (int vector = 0; vector < form.Vectors; vector++)
        {
            writer.Line(Of(line, vector));
        }
    }

    /// <summary>The vectors of a step as arguments.</summary>
    private string List(string item) => string.Join(", ", Enumerable.Range(0, form.Vectors).Select(v => Of(item, v)));

    private string Of(string text, int vector)
    {
        string number = form.Vectors == 1 ? "" : Literal.Of(vector);
        return text.Replace("$", number).Replace("@", vector == 0 ? "i" : $"i + {Literal.Of(vector * form.Lanes)}");
    }
}
