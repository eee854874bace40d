using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Prints neighbouring positions with many classes: a vector of positions after the other, in loops over the classes.</summary>
internal sealed class PositionLoopEmitter(SourceWriter writer, KernelPlan plan, PositionForm form)
{
    private static readonly ClassName Class = new("c", null);

    private readonly VectorNames _v = new(form.Bits, plan.Element);
    private readonly LaneTerms _terms = LaneTerms.Of(writer, plan, form.Bits);
    private readonly string _element = plan.Element.Keyword();
    private readonly string _classes = Literal.Of(plan.Classes);
    private readonly bool _hasProbabilities = plan.Targets.AreProbabilities;

    public void Write()
    {
        writer.Line($"/// <summary>{Literal.Of(form.Rows)} positions after the other, in {Literal.Of(form.Bits)}-bit vectors.</summary>");
        using (writer.Open($"private static void Rows{Literal.Of(form.Bits)}<TPass>(in RowBlock<{_element}> block) where TPass : struct, IPass"))
        using (writer.OpenIf(plan.Request.Project.ChecksOverflow, "unchecked"))
        {
            writer.Line("nint stride = block.Stride;");
            using (writer.Open($"for (nint row = 0; row < block.Rows; row += {Literal.Of(form.Rows)})"))
            {
                WriteStart();
                WriteMaximum();
                WriteExponentials();
                writer.Line($"{_terms.Sums[0]} = {CompensatedSum.Total(_terms.Sums[0])};");
                _terms.WriteLoss();
                writer.Line();
                using (writer.Open("if (TPass.Backward)"))
                {
                    WriteGradient();
                }
            }
        }
    }

    private void WriteStart()
    {
        writer.Line($"ref {_element} logits = ref Unsafe.Add(ref block.Logits, row);");
        writer.Line($"ref {_element} parked = ref TPass.Backward ? ref Unsafe.Add(ref block.Gradient, row) : ref block.Scratch;");
        if (_hasProbabilities)
        {
            writer.Line($"ref {_element} probabilities = ref Unsafe.Add(ref block.Probabilities, row);");
        }

        _terms.WriteStart();
        (_terms as IndexLaneTerms)?.WriteIgnoredMask();
        writer.Line();
    }

    private void WriteMaximum()
    {
        writer.Line("// The largest logits.");
        writer.Line($"{_v.Type} max = {_v.Operations}.LoadUnsafe(ref logits);");
        using (writer.Open($"for (nint c = 1; c < {_classes}; c++)"))
        {
            writer.Line($"max = {_v.Operations}.MaxNative(max, {Load("logits")});");
        }

        _terms.WriteIgnored(["max"], always: true);
        writer.Line();
        KernelEmitter.WriteRareRows(writer, plan, "DynamicPositions", form.Rows);
        writer.Line();
    }

    private void WriteExponentials()
    {
        writer.Line("// exp(x) / 2^shift, parked where the gradient goes.");
        writer.Line($"{_v.Type} shift = VectorMath.Shift(max);");
        writer.Line($"{_v.Type} lowest = VectorMath.Lowest(max);");
        _terms.WriteBefore(isLoop: true);
        writer.Line("// Sums carry the rounding errors of their additions beside them.");
        foreach (string sum in _terms.Sums)
        {
            CompensatedSum.WriteStart(writer, _v, sum);
        }

        string exponentials = _terms.Sums[0];
        using (writer.Open($"for (nint c = 0; c < {_classes}; c++)"))
        {
            writer.Line($"{_v.Type} x = {Load("logits")};");
            _terms.WriteIgnored(["x"], always: true);
            if (_hasProbabilities)
            {
                writer.Line($"{_v.Type} t = {Load("probabilities")};");
            }

            _terms.WriteClass("x", "t", Class);
            writer.Line(CompensatedSum.Add(exponentials, "x", exponentials));
            using (writer.Open("if (TPass.Backward)"))
            {
                writer.Line("x.StoreUnsafe(ref parked, (nuint)(c * stride));");
            }

            if (plan.Classes > form.Fold)
            {
                writer.Line();
                writer.Line("// The errors would lose digits of their own if they grew.");
                using (writer.Open($"if ((c & {Literal.Of(form.Fold - 1)}) == {Literal.Of(form.Fold - 1)})"))
                {
                    writer.Line($"{_v.Type} carried = {CompensatedSum.Error(exponentials)};");
                    writer.Line($"{CompensatedSum.Error(exponentials)} = {_v.Type}.Zero;");
                    writer.Line(CompensatedSum.Add(exponentials, "carried", exponentials));
                }
            }
        }

        writer.Line();
    }

    private void WriteGradient()
    {
        _terms.WriteGradientStart();
        using (writer.Open($"for (nint c = 0; c < {_classes}; c++)"))
        {
            writer.Line($"{_v.Type} x = {Load("parked")};");
            if (_hasProbabilities)
            {
                writer.Line($"{_v.Type} t = {Load("probabilities")};");
            }

            writer.Line($"x = {_terms.Entry("x", "t", Class)};");
            writer.Line("x.StoreUnsafe(ref parked, (nuint)(c * stride));");
        }
    }

    private string Load(string source) => $"{_v.Operations}.LoadUnsafe(ref {source}, (nuint)(c * stride))";
}
