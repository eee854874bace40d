using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Prints rows in lanes: few classes, each in a register of its own.</summary>
internal sealed class LanesEmitter(SourceWriter writer, KernelPlan plan, LanesForm form)
{
    private readonly VectorNames _v = new(form.Bits, plan.Element);

    public void Write()
    {
        writer.Line($"/// <summary>{Literal.Of(form.Rows)} rows a step, a class in a vector.</summary>");
        string element = plan.Element.Keyword();
        using (writer.Open($"private static void Rows{Literal.Of(form.Bits)}<TPass>(in RowBlock<{element}> block) where TPass : struct, IPass"))
        using (writer.OpenIf(plan.Request.Project.ChecksOverflow, "unchecked"))
        using (writer.Open($"for (nint row = 0; row < block.Rows; row += {Literal.Of(form.Rows)})"))
        {
            WriteLoads();
            WriteMaximum();
            WriteExponentials();
            WriteLoss();
            writer.Line();
            using (writer.Open("if (TPass.Backward)"))
            {
                WriteGradient();
            }
        }
    }

    private IEnumerable<int> Classes => Enumerable.Range(0, plan.Classes);

    /// <summary>The name of a partial sum; there are one or four.</summary>
    private string Sum(int i) => form.Sums == 1 ? "rest" : $"rest{Literal.Of(i)}";

    private string IsTarget(int c) => $"{_v.Operations}.Equals(target, {_v.Operations}.Create({_v.Integer(c)})).{_v.AsElements}";

    private void WriteLoads()
    {
        writer.Line($"ref {plan.Element.Keyword()} logits = ref Unsafe.Add(ref block.Logits, row * {Literal.Of(plan.Classes)});");
        foreach (LaneChunk chunk in form.Chunks)
        {
            if (chunk.Count == 1)
            {
                writer.Line($"{_v.Type} x0 = {_v.Operations}.LoadUnsafe(ref logits);");
                continue;
            }

            IEnumerable<string> outs = Enumerable.Range(chunk.First, chunk.Count)
                .Select(c => $"out {_v.Type} {(c < chunk.Fresh ? "_" : $"x{Literal.Of(c)}")}");
            writer.Line($"RowLanes.Load{Literal.Of(chunk.Count)}({Place("logits", chunk)}, {string.Join(", ", outs)});");
        }

        writer.Line($"RowLanes.LoadTargets(ref block.Targets, row, out {_v.IntegerType} target);");
        writer.Line();
        writer.Line("// Ignored rows have target -1. Whatever their logits are, NaN too, they count as zeros.");
        writer.Line($"{_v.Type} ignored = {_v.Operations}.LessThan(target, {_v.IntegerType}.Zero).{_v.AsElements};");
        using (writer.Open($"if (ignored.As{(plan.Element == ElementType.Single ? "Int32" : "Int64")}() != {_v.IntegerType}.Zero)"))
        {
            foreach (int c in Classes)
            {
                writer.Line($"x{Literal.Of(c)} = {_v.Operations}.AndNot(x{Literal.Of(c)}, ignored);");
            }
        }

        writer.Line();
    }

    private string Place(string start, LaneChunk chunk)
    {
        string place = chunk.First == 0 ? $"ref {start}" : $"ref Unsafe.Add(ref {start}, {Literal.Of(chunk.First)})";
        return chunk.WholeRow ? place : $"{place}, {Literal.Of(plan.Classes)}";
    }

    private void WriteMaximum()
    {
        writer.Line($"{_v.Type} max = x0;");
        foreach (int c in Classes.Skip(1))
        {
            writer.Line($"max = {_v.Operations}.MaxNative(max, x{Literal.Of(c)});");
        }

        writer.Line();
        using (writer.Open("if (!VectorMath.AreOrdinary(max))"))
        {
            writer.Line("// Logits beyond the range of the shift.");
            writer.Line($"{KernelEmitter.DynamicRows(plan, $"in block, row, {Literal.Of(form.Rows)}")};");
            writer.Line("continue;");
        }

        writer.Line();
    }

    private void WriteExponentials()
    {
        writer.Line("// exp(x) / 2^shift of each class, put aside for the target and summed for the others.");
        writer.Line($"{_v.Type} shift = VectorMath.Shift(max);");
        writer.Line($"{_v.Type} lowest = VectorMath.Lowest(max);");
        writer.Line($"{_v.Type} isTarget;");
        writer.Line($"{_v.Type} logit = {_v.Type}.Zero;");
        writer.Line($"{_v.Type} own = {_v.Type}.One;");
        for (int i = 0; i < form.Sums; i++)
        {
            writer.Line($"{_v.Type} {Sum(i)} = {_v.Type}.Zero;");
        }

        if (plan.Smoothing is { } smoothing)
        {
            writer.Line($"{_v.Type} total = {_v.Type}.Zero;");
            writer.Line($"{_v.Type} shares = {Create(smoothing.Share)};");
        }

        foreach (int c in Classes)
        {
            string x = $"x{Literal.Of(c)}";
            string sum = Sum(c % form.Sums);
            writer.Line();
            writer.Line($"isTarget = {IsTarget(c)};");
            writer.Line($"logit = {_v.Operations}.ConditionalSelect(isTarget, {x}, logit);");
            if (plan.Smoothing is not null)
            {
                writer.Line($"total = {_v.Operations}.FusedMultiplyAdd({x} - max, shares, total);");
            }

            writer.Line($"{x} = VectorMath.Exp({x}, shift, lowest);");
            writer.Line($"own = {_v.Operations}.ConditionalSelect(isTarget, {x}, own);");
            writer.Line($"{x} = {_v.Operations}.AndNot({x}, isTarget);");
            writer.Line($"{sum} += {x};");
        }

        writer.Line();
    }

    private void WriteLoss()
    {
        if (form.Sums > 1)
        {
            writer.Line($"{_v.Type} rest = (rest0 + rest1) + (rest2 + rest3);");
        }

        string loss = plan.Smoothing is { } smoothing
            ? $"VectorMath.SmoothedLoss(rest, own, logit - max, max, shift, total, {Create(smoothing.Smoothing)})"
            : "VectorMath.Loss(rest, own, logit - max, max, shift)";
        writer.Line($"{_v.Type} loss = {loss};");
        writer.Line($"{_v.Operations}.AndNot(loss, ignored).StoreUnsafe(ref block.Losses, (nuint)row);");
    }

    private void WriteGradient()
    {
        writer.Line($"{_v.Type} scale = {_v.Operations}.LoadUnsafe(ref block.Scales, (nuint)row);");
        writer.Line($"{_v.Type} factor = scale / (rest + own);");
        if (plan.Smoothing is { } smoothing)
        {
            writer.Line($"{_v.Type} elsewhere = scale * {Create(-smoothing.Share)};");
            writer.Line($"{_v.Type} atTarget = VectorMath.SmoothedTargetGradient(rest, own, scale, factor, {Create(smoothing.Smoothing)}, {Create(smoothing.Share)});");
        }
        else
        {
            writer.Line();
            writer.Line("// The target's own entry is p - 1 = -rest / (rest + own).");
            writer.Line($"{_v.Type} atTarget = -rest * factor;");
        }

        writer.Line();
        foreach (int c in Classes)
        {
            string x = $"x{Literal.Of(c)}";
            string entry = plan.Smoothing is null ? $"{x} * factor" : $"{_v.Operations}.FusedMultiplyAdd({x}, factor, elsewhere)";
            writer.Line($"{x} = {_v.Operations}.ConditionalSelect({IsTarget(c)}, atTarget, {entry});");
        }

        writer.Line();
        writer.Line($"ref {plan.Element.Keyword()} gradient = ref Unsafe.Add(ref block.Gradient, row * {Literal.Of(plan.Classes)});");
        foreach (LaneChunk chunk in form.Chunks)
        {
            IEnumerable<string> values = Enumerable.Range(chunk.First, chunk.Count).Select(c => $"x{Literal.Of(c)}");
            writer.Line(chunk.Count == 1
                ? "x0.StoreUnsafe(ref gradient);"
                : $"RowLanes.Store{Literal.Of(chunk.Count)}({Place("gradient", chunk)}, {string.Join(", ", values)});");
        }
    }

    private string Create(double value) => $"{_v.Operations}.Create({Literal.Of(value, plan.Element)})";
}
