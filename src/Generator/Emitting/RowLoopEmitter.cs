using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Prints the row loop: maximum, exponentials and gradient of one row after the other.</summary>
internal sealed class RowLoopEmitter(SourceWriter writer, KernelPlan plan, RowLoopForm form)
{
    private readonly VectorNames _v = new(form.Bits, plan.Element);
    private readonly RowTerms _terms = RowTerms.Of(writer, plan, form);
    private readonly string _element = plan.Element.Keyword();

    public void Write()
    {
        writer.Line($"/// <summary>Row after row, in {Literal.Of(form.Bits)}-bit vectors.</summary>");
        using (writer.Open($"private static void Rows{Literal.Of(form.Bits)}<TPass>(in RowBlock<{_element}> block) where TPass : struct, IPass"))
        using (writer.OpenIf(plan.Request.Project.ChecksOverflow, "unchecked"))
        using (writer.Open("for (nint row = 0; row < block.Rows; row++)"))
        {
            WriteStart();
            WriteMaximum();
            WriteExponentials();
            WriteLoss();
            writer.Line();
            using (writer.Open("if (TPass.Backward)"))
            {
                WriteGradient();
            }
        }

        if (!plan.Targets.AreProbabilities)
        {
            writer.Line();
            WriteSum();
        }
    }

    private void WriteStart()
    {
        string classes = Literal.Of(plan.Classes);
        writer.Line($"ref {_element} logits = ref Unsafe.Add(ref block.Logits, row * {classes});");
        writer.Line($"ref {_element} parked = ref TPass.Backward ? ref Unsafe.Add(ref block.Gradient, row * {classes}) : ref block.Scratch;");
        writer.Line($"ref {_element} loss = ref Unsafe.Add(ref block.Losses, row);");
        _terms.WriteStart();
        writer.Line();
    }

    private void WriteMaximum()
    {
        writer.Line("// The largest logit.");
        int[] pieces = form.LoopEnd > 0 ? Pieces : [.. Pieces.Skip(form.Accumulators)];
        for (int k = 0; k < form.Accumulators; k++)
        {
            int offset = form.LoopEnd > 0 ? k * form.Lanes : Pieces[k];
            writer.Line($"{_v.Type} m{Literal.Of(k)} = {Load("logits", Literal.Of(offset))};");
        }

        WriteLoop(form.Step, (k, offset) => writer.Line($"m{k} = {Max($"m{k}", Load("logits", offset))};"));
        for (int n = 0; n < pieces.Length; n++)
        {
            string m = $"m{Literal.Of(n % form.Accumulators)}";
            writer.Line($"{m} = {Max(m, Load("logits", Literal.Of(pieces[n])))};");
        }

        writer.Line($"{_element} max = VectorMath.Max({Combine("m", Max)});");
        using (writer.Open("if (!VectorMath.IsOrdinary(max))"))
        {
            writer.Line("// Logits beyond the range of the shift.");
            writer.Line($"{KernelEmitter.Dynamic(plan, "DynamicRows", "in block, row, 1")};");
            writer.Line("continue;");
        }

        writer.Line();
    }

    private void WriteExponentials()
    {
        writer.Line("// exp(x) / 2^shift, parked where the gradient goes.");
        writer.Line($"{_element} shift = VectorMath.Shift(max);");
        _terms.WriteBefore();
        writer.Line($"{_v.Type} shifts = {_v.Operations}.Create(shift);");
        writer.Line($"{_v.Type} lowest = {_v.Operations}.Create(VectorMath.Lowest(max));");
        if (form.Last is { } early)
        {
            writer.Line($"// The last vector overlaps by {Literal.Of(early.FreshLane)}. It is loaded before those are written, since the gradient may be the logits.");
            writer.Line($"{_v.Type} last = {Load("logits", Literal.Of(early.Offset))};");
        }

        writer.Line("// Sums carry the rounding errors of their additions beside them. Those of exponentials start at what is larger than any of them.");
        WriteAccumulators(_terms.Sums[0], $"{_v.Operations}.Create({Start})");
        foreach (string sum in _terms.Sums.Skip(1))
        {
            WriteAccumulators(sum, $"{_v.Type}.Zero");
        }

        _terms.WriteConstants();
        WriteFoldingLoop((k, offset) => WriteExponential(k, k, offset));
        for (int n = 0; n < form.Straight.Count; n++)
        {
            WriteExponential(Literal.Of(n % form.Accumulators), $"At{Literal.Of(form.Straight[n])}", Literal.Of(form.Straight[n]));
        }

        if (form.Last is { } last)
        {
            string k = Literal.Of(form.Straight.Count % form.Accumulators);
            writer.Line($"{_v.Type} fresh = {Fresh(last)};");
            _terms.WriteTerms("last", "Last", Literal.Of(last.Offset), k, "fresh");
            writer.Line("last = VectorMath.Exp(last, shifts, lowest);");
            writer.Line($"last.StoreUnsafe(ref parked, {Literal.Of(last.Offset)});");
            writer.Line(Grow(k, "last & fresh"));
        }

        for (int k = 0; k < form.Accumulators; k++)
        {
            writer.Line($"s{Literal.Of(k)} = VectorMath.Grown(s{Literal.Of(k)});");
        }

        WriteCombination(_terms.Sums);
        writer.Line();
    }

    private static string Grow(string accumulator, string exponential) => $"VectorMath.Grow(ref s{accumulator}, {exponential}, ref {CompensatedSum.Error("s")});";

    private void WriteExponential(string accumulator, string name, string offset)
    {
        string e = $"e{name}";
        if (_terms.HasTerms)
        {
            writer.Line($"{_v.Type} {e} = {Load("logits", offset)};");
            _terms.WriteTerms(e, name, offset, accumulator, null);
            writer.Line($"{e} = VectorMath.Exp({e}, shifts, lowest);");
        }
        else
        {
            writer.Line($"{_v.Type} {e} = VectorMath.Exp({Load("logits", offset)}, shifts, lowest);");
        }

        writer.Line($"{e}.StoreUnsafe(ref parked, {offset});");
        writer.Line(Grow(accumulator, e));
    }

    private string Start => plan.Element == ElementType.Single ? "VectorMath.ExponentialsStart" : "(double)VectorMath.ExponentialsStart";

    private void WriteLoss() => _terms.WriteLoss();

    private void WriteGradient()
    {
        _terms.WriteGradientStart();
        if (form.Last is { } early)
        {
            writer.Line($"last = {_terms.Entry(Literal.Of(early.Offset))};");
        }

        WriteLoop(0, (_, offset) => WriteEntry(offset));
        foreach (int offset in form.Straight)
        {
            WriteEntry(Literal.Of(offset));
        }

        if (form.Last is { } last)
        {
            writer.Line($"last.StoreUnsafe(ref parked, {Literal.Of(last.Offset)});");
        }

        _terms.WriteGradientEnd();
    }

    private void WriteEntry(string offset) => writer.Line($"{_terms.Entry(offset)}.StoreUnsafe(ref parked, {offset});");

    private void WriteSum()
    {
        writer.Line("/// <summary>The sum of a row of parked exponentials.</summary>");
        using (writer.Open($"private static {_element} Sum{Literal.Of(form.Bits)}(ref {_element} parked)"))
        using (writer.OpenIf(plan.Request.Project.ChecksOverflow, "unchecked"))
        {
            WriteAccumulators("s", $"{_v.Type}.Zero");
            WriteLoop(0, (k, offset) => writer.Line(CompensatedSum.Add($"s{k}", Load("parked", offset), "s")));
            for (int n = 0; n < form.Straight.Count; n++)
            {
                writer.Line(CompensatedSum.Add($"s{Literal.Of(n % form.Accumulators)}", Load("parked", Literal.Of(form.Straight[n])), "s"));
            }

            if (form.Last is { } last)
            {
                string k = Literal.Of(form.Straight.Count % form.Accumulators);
                writer.Line(CompensatedSum.Add($"s{k}", $"{Load("parked", Literal.Of(last.Offset))} & {Fresh(last)}", "s"));
            }

            WriteCombination(["s"]);
            writer.Line($"return VectorMath.Sum(s0, {CompensatedSum.Error("s")});");
        }
    }

    /// <summary>The offsets of all vectors after the loop.</summary>
    private int[] Pieces => [.. form.Straight, .. form.Last is { } last ? new[] { last.Offset } : []];

    private void WriteAccumulators(string name, string start)
    {
        for (int k = 0; k < form.Accumulators; k++)
        {
            writer.Line($"{_v.Type} {name}{Literal.Of(k)} = {start};");
        }

        writer.Line($"{_v.Type} {CompensatedSum.Error(name)} = {_v.Type}.Zero;");
    }

    /// <summary>Prints how the accumulators of each sum are added up in the first.</summary>
    private void WriteCombination(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            for (int k = 1; k < form.Accumulators; k++)
            {
                writer.Line(CompensatedSum.Add($"{name}0", $"{name}{Literal.Of(k)}", name));
            }
        }
    }

    /// <summary>Prints the loop over whole steps, if there is one: for each vector of a step, the number of its accumulator and its offset.</summary>
    private void WriteLoop(int start, Action<string, string> write)
    {
        if (form.LoopEnd == 0)
        {
            return;
        }

        using (writer.Open($"for (nuint i = {Literal.Of(start)}; i < {Literal.Of(form.LoopEnd)}; i += {Literal.Of(form.Step)})"))
        {
            WriteStep(write);
        }
    }

    /// <summary>As <see cref="WriteLoop"/>; in a long row, the rounding errors are added to the sum of exponentials every now and then.</summary>
    private void WriteFoldingLoop(Action<string, string> write)
    {
        if (form.Fold == 0)
        {
            WriteLoop(0, write);
            return;
        }

        string end = Literal.Of(form.LoopEnd);
        string error = CompensatedSum.Error("s");
        using (writer.Open($"for (nuint i = 0; i < {end};)"))
        {
            writer.Line($"nuint end = nuint.Min({end}, i + {Literal.Of(form.Fold)});");
            using (writer.Open($"for (; i < end; i += {Literal.Of(form.Step)})"))
            {
                WriteStep(write);
            }

            writer.Line("// The errors would lose digits of their own if they grew.");
            writer.Line($"{_v.Type} carried = {error};");
            writer.Line($"{error} = {_v.Type}.Zero;");
            writer.Line(Grow("0", "carried"));
        }
    }

    private void WriteStep(Action<string, string> write)
    {
        for (int k = 0; k < form.Unroll; k++)
        {
            write(Literal.Of(k), k == 0 ? "i" : $"i + {Literal.Of(k * form.Lanes)}");
        }
    }

    private string Load(string source, string offset) => $"{_v.Operations}.LoadUnsafe(ref {source}, {offset})";

    private string Max(string left, string right) => $"{_v.Operations}.MaxNative({left}, {right})";

    /// <summary>The lanes of the last vector that no vector before it has held.</summary>
    private string Fresh(LastVector last) =>
        $"{_v.Operations}.GreaterThanOrEqual({_v.IntegerType}.Indices, {_v.Operations}.Create({_v.Integer(last.FreshLane)})).{_v.AsElements}";

    /// <summary>All accumulators as one, in pairs.</summary>
    private string Combine(string name, Func<string, string, string> operation)
    {
        string[] values = [.. Enumerable.Range(0, form.Accumulators).Select(k => name + Literal.Of(k))];
        while (values.Length > 1)
        {
            values = [.. Enumerable.Range(0, (values.Length + 1) / 2).Select(i => (2 * i) + 1 < values.Length ? operation(values[2 * i], values[(2 * i) + 1]) : values[2 * i])];
        }

        return values[0];
    }
}
