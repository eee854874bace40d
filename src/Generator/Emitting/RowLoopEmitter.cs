using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Prints the row loop: exponentials of one row, beside the maximum of the next, and the gradient of the one before.</summary>
internal sealed class RowLoopEmitter(SourceWriter writer, KernelPlan plan, RowLoopForm form)
{
    /// <summary>The elements of a cache line, be they small.</summary>
    private const int ElementsOfLine = 16;

    private readonly VectorNames _v = new(form.Bits, plan.Element);
    private readonly RowTerms _terms = RowTerms.Of(writer, plan, form);
    private readonly string _element = plan.Element.Keyword();
    private readonly string _classes = Literal.Of(plan.Classes);
    private readonly string _bits = Literal.Of(form.Bits);
    private readonly string _scratchRow = Literal.Of(ScratchRow(plan.Classes));

    public void Write()
    {
        writer.Line(form.IsPipelined
            ? $"/// <summary>Row after row, in {_bits}-bit vectors. The gradient of a row is written when the exponentials of the next are done: by then, what it depends on is known.</summary>"
            : $"/// <summary>Row after row, in {_bits}-bit vectors.</summary>");
        WriteMethod($"void Rows{_bits}<TPass>(in RowBlock<{_element}> block) where TPass : struct, IPass", WriteRows);
        writer.Line();
        WriteMaximum();
        writer.Line();
        WriteGradient();
        if (!plan.Targets.AreProbabilities)
        {
            writer.Line();
            WriteSum();
        }
    }

    private void WriteRows()
    {
        writer.Line($"{_element} max = Max{_bits}(ref block.Logits);");
        if (form.IsPipelined)
        {
            writer.Line("nint lastRow = -1;");
            writer.Line("nint half = 0;");
            foreach ((string type, string name) in _terms.Carried)
            {
                writer.Line($"{type} {Last(name)} = default;");
            }
        }

        using (writer.Open("for (nint row = 0; row < block.Rows; row++)"))
        {
            WriteStart();
            WriteExponentials();
            if (form.IsPipelined)
            {
                WriteLastGradient();
                writer.Line();
            }

            _terms.WriteLoss();
            writer.Line();
            writer.Line("max = nextMax;");
            using (writer.Open("if (TPass.Backward)"))
            {
                if (form.IsPipelined)
                {
                    _terms.WriteCarried(Last, declares: false);
                    writer.Line("lastRow = row;");
                    writer.Line($"half ^= {_scratchRow};");
                }
                else
                {
                    _terms.WriteCarried(name => name, declares: true);
                    writer.Line($"Gradient{_bits}(in block, row, ref parked, {string.Join(", ", _terms.Carried.Select(c => c.Name))});");
                }
            }
        }

        if (form.IsPipelined)
        {
            writer.Line();
            WriteLastGradient();
        }
    }

    /// <summary>The elements of scratch memory: a row; with the gradient, one more for the exponentials of the row before, or none where they are parked in the gradient.</summary>
    public static string ScratchLength(int classes, bool isPipelined) =>
        $"TPass.Backward ? {Literal.Of(isPipelined ? 2 * ScratchRow(classes) : 0)} : {Literal.Of(ScratchRow(classes))}";

    /// <summary>A row of scratch memory: whole cache lines, an odd number of them, so that two rows never lie at the same place of two pages, which processors take for one.</summary>
    private static int ScratchRow(int classes) => (((classes + ElementsOfLine - 1) / ElementsOfLine) | 1) * ElementsOfLine;

    private static string Last(string name) => "last" + char.ToUpperInvariant(name[0]) + name.Substring(1);

    private void WriteMethod(string signature, Action writeBody)
    {
        using (writer.Open("private static " + signature))
        using (writer.OpenIf(plan.Request.Project.ChecksOverflow, "unchecked"))
        {
            writeBody();
        }
    }

    private void WriteStart()
    {
        writer.Line($"ref {_element} logits = ref Unsafe.Add(ref block.Logits, row * {_classes});");
        writer.Line($"ref {_element} next = ref Unsafe.Add(ref logits, row + 1 < block.Rows ? {_classes} : 0);");
        writer.Line($"ref {_element} loss = ref Unsafe.Add(ref block.Losses, row);");
        _terms.WriteStart();
        writer.Line();
        using (writer.Open("if (!VectorMath.IsOrdinary(max))"))
        {
            writer.Line("// Logits beyond the range of the shift.");
            writer.Line($"{KernelEmitter.Dynamic(plan, "DynamicRows", "in block, row, 1")};");
            writer.Line($"max = Max{_bits}(ref next);");
            writer.Line("continue;");
        }

        writer.Line();
    }

    /// <summary>Prints the maximum of a row by itself: that of the first, and after rows that are none of this kernel's.</summary>
    private void WriteMaximum()
    {
        writer.Line("/// <summary>The largest logit of a row.</summary>");
        WriteMethod($"{_element} Max{_bits}(ref {_element} logits)", () =>
        {
            WriteMaxima("logits");
            WriteLoop(0, (k, offset) => WriteMax(k, "logits", offset));
            for (int n = 0; n < form.Straight.Count; n++)
            {
                WriteMax(Literal.Of(n % form.Accumulators), "logits", Literal.Of(form.Straight[n]));
            }

            writer.Line($"return VectorMath.Max({Combine("m", Max)});");
        });
    }

    /// <summary>Prints the maxima at the start: that of the last vector, so that it is done.</summary>
    private void WriteMaxima(string source)
    {
        writer.Line($"{_v.Type} m0 = {Load(source, Literal.Of(plan.Classes - form.Lanes))};");
        for (int k = 1; k < form.Accumulators; k++)
        {
            writer.Line($"{_v.Type} m{Literal.Of(k)} = m0;");
        }
    }

    private void WriteMax(string accumulator, string source, string offset) =>
        writer.Line($"m{accumulator} = {Max($"m{accumulator}", Load(source, offset))};");

    private void WriteExponentials()
    {
        string place = form.IsPipelined ? "Unsafe.Add(ref block.Scratch, half)"
            : $"TPass.Backward ? ref Unsafe.Add(ref block.Gradient, row * {_classes}) : ref block.Scratch";
        writer.Line($"// exp(x) / 2^shift, parked {(form.IsPipelined ? "for" : "where")} the gradient{(form.IsPipelined ? "" : " goes")}; beside it, the largest logit of the next row.");
        writer.Line($"ref {_element} parked = ref {place};");
        writer.Line($"{_element} shift = VectorMath.Shift(max);");
        _terms.WriteBefore();
        writer.Line($"{_v.Type} shifts = {_v.Operations}.Create(shift);");
        writer.Line($"{_v.Type} lowest = {_v.Operations}.Create(VectorMath.Lowest(max));");
        if (form.Last is { } early)
        {
            writer.Line($"// The last vector overlaps the one before by {Literal.Of(early.FreshLane)}. It is loaded before that is written, since the gradient may be the logits.");
            writer.Line($"{_v.Type} last = {Load("logits", Literal.Of(early.Offset))};");
        }

        WriteMaxima("next");
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
            string offset = Literal.Of(last.Offset);
            writer.Line($"{_v.Type} fresh = {Fresh(last)};");
            _terms.WriteTerms("last", "Last", offset, k, "fresh");
            writer.Line("last = VectorMath.Exp(last, shifts, lowest);");
            writer.Line($"last.StoreUnsafe(ref parked, {offset});");
            writer.Line(Grow(k, "last & fresh"));
        }

        writer.Line($"{_element} nextMax = VectorMath.Max({Combine("m", Max)});");
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
        WriteMax(accumulator, "next", offset);
    }

    private string Start => plan.Element == ElementType.Single ? "VectorMath.ExponentialsStart" : "(double)VectorMath.ExponentialsStart";

    private void WriteLastGradient()
    {
        string carried = string.Join(", ", _terms.Carried.Select(c => Last(c.Name)));
        using (writer.Open("if (TPass.Backward && lastRow >= 0)"))
        {
            writer.Line($"Gradient{_bits}(in block, lastRow, ref Unsafe.Add(ref block.Scratch, half ^ {_scratchRow}), {carried});");
        }
    }

    private void WriteGradient()
    {
        string carried = string.Join(", ", _terms.Carried.Select(c => $"{c.Type} {c.Name}"));
        writer.Line("/// <summary>The gradient of a row, from its parked exponentials.</summary>");
        WriteMethod($"void Gradient{_bits}(in RowBlock<{_element}> block, nint row, ref {_element} parked, {carried})", () =>
        {
            writer.Line($"ref {_element} gradient = ref Unsafe.Add(ref block.Gradient, row * {_classes});");
            _terms.WriteGradientStart();
            if (form.Last is { } early)
            {
                writer.Line($"{_v.Type} last = {_terms.Entry(Literal.Of(early.Offset))};");
            }

            WriteLoop(0, (_, offset) => WriteEntry(offset));
            foreach (int offset in form.Straight)
            {
                WriteEntry(Literal.Of(offset));
            }

            if (form.Last is { } last)
            {
                writer.Line($"last.StoreUnsafe(ref gradient, {Literal.Of(last.Offset)});");
            }

            _terms.WriteGradientEnd();
        });
    }

    private void WriteEntry(string offset) => writer.Line($"{_terms.Entry(offset)}.StoreUnsafe(ref gradient, {offset});");

    private void WriteSum()
    {
        writer.Line("/// <summary>The sum of a row of parked exponentials.</summary>");
        WriteMethod($"{_element} Sum{_bits}(ref {_element} parked)", () =>
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
        });
    }

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
