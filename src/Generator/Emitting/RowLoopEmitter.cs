using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Prints the row loop: exponentials of one row, beside the maximum of the next and the gradient of the one before.</summary>
internal sealed class RowLoopEmitter(SourceWriter writer, KernelPlan plan, RowLoopForm form, RowTerms terms)
{
    /// <summary>The elements of a cache line, be they small.</summary>
    private const int ElementsOfLine = 16;

    private readonly VectorNames _v = new(form.Bits, plan.Element);
    private readonly string _element = plan.Element.Keyword();
    private readonly string _classes = Literal.Of(plan.Classes);
    private readonly string _bits = Literal.Of(form.Bits);
    private readonly string _scratchRow = Literal.Of(ScratchRow(plan.Classes));
    private readonly RowGradientEmitter _gradient = new(writer, plan, form, terms, Literal.Of(ScratchRow(plan.Classes)));

    public static RowLoopEmitter Of(SourceWriter writer, KernelPlan plan, RowLoopForm form) => new(writer, plan, form, RowTerms.Of(writer, plan, form));

    public void Write()
    {
        writer.Line($"/// <summary>Row after row, in {_bits}-bit vectors. {(form.IsPipelined ? "The" : "Past the caches, the")} gradient of a row is written beside the exponentials of the next: what it depends on is known by then.</summary>");
        WriteMethod($"void Rows{_bits}<TPass>(in RowBlock<{_element}> block) where TPass : struct, IPass", WriteRows);
        writer.Line();
        WriteMaximum();
        writer.Line();
        _gradient.Write();
        if (!plan.Targets.AreProbabilities)
        {
            writer.Line();
            WriteSum();
        }
    }

    private void WriteRows()
    {
        writer.Line($"{_element} max = Max{_bits}(ref block.Logits);");
        writer.Line("nint lastRow = -1;");
        writer.Line("nint half = 0;");
        foreach ((string type, string name) in terms.Carried)
        {
            writer.Line($"{type} {RowGradientEmitter.Last(name)} = default;");
        }

        writer.Line($"var lines = new GradientLines<{_element}>(ref Unsafe.Add(ref block.Scratch, TPass.Streams ? {Literal.Of(2 * ScratchRow(plan.Classes))} : 0));");
        using (writer.Open("for (nint row = 0; row < block.Rows; row++)"))
        {
            WriteStart();
            WriteExponentials();
            terms.WriteLoss();
            writer.Line();
            writer.Line("max = nextMax;");
            using (writer.Open("if (TPass.Backward)"))
            {
                terms.WriteCarried(RowGradientEmitter.Last);
                if (!form.IsPipelined)
                {
                    using (writer.Open("if (!TPass.Streams)"))
                    {
                        writer.Line(_gradient.Call("row", "parked", "0"));
                        writer.Line("continue;");
                    }

                    writer.Line();
                }

                writer.Line("lastRow = row;");
                writer.Line($"half ^= {_scratchRow};");
            }
        }

        writer.Line();
        using (writer.Open($"if ({_gradient.Condition} && lastRow >= 0)"))
        {
            writer.Line(_gradient.Call("lastRow", $"Unsafe.Add(ref block.Scratch, half ^ {_scratchRow})", "0"));
            using (writer.Open("if (TPass.Streams)"))
            {
                writer.Line("lines.Complete();");
            }
        }
    }

    /// <summary>
    /// The elements of scratch memory: a row; with the gradient, one more for the exponentials of the row before, or none where they are parked in the gradient. Past the
    /// caches, two rows and a line in waiting.
    /// </summary>
    public static string ScratchLength(KernelPlan plan, RowLoopForm form)
    {
        string row = Literal.Of(ScratchRow(plan.Classes));
        string twoRows = Literal.Of(2 * ScratchRow(plan.Classes));
        return $"TPass.Streams ? {twoRows} + (GradientLines<{plan.Element.Keyword()}>.Vectors * {Literal.Of(form.Lanes)})"
            + $" : TPass.Backward ? {(form.IsPipelined ? twoRows : "0")} : {row}";
    }

    /// <summary>A row of scratch memory: whole cache lines, an odd number of them, so that two rows never lie at the same place of two pages, which processors take for one.</summary>
    private static int ScratchRow(int classes) => (((classes + ElementsOfLine - 1) / ElementsOfLine) | 1) * ElementsOfLine;

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
        terms.WriteStart();
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
            WriteVectors(offset => WriteMax("logits", offset));
            writer.Line("return VectorMath.Max(m);");
        });
    }

    /// <summary>Prints the maxima at the start: the last vector, so that it is done.</summary>
    private void WriteMaxima(string source) => writer.Line($"{_v.Type} m = {Load(source, Literal.Of(plan.Classes - form.Lanes))};");

    private void WriteMax(string source, string offset) => writer.Line($"m = {_v.Operations}.MaxNative(m, {Load(source, offset)});");

    private void WriteExponentials()
    {
        const string Scratch = "Unsafe.Add(ref block.Scratch, half)";
        string place = form.IsPipelined ? Scratch : $"TPass.Backward && !TPass.Streams ? ref Unsafe.Add(ref block.Gradient, row * {_classes}) : ref {Scratch}";
        writer.Line($"// exp(x) / 2^shift, parked {(form.IsPipelined ? "for" : "where")} the gradient{(form.IsPipelined ? "" : " goes")}; beside it, the largest logit of the next row.");
        writer.Line($"ref {_element} parked = ref {place};");
        writer.Line($"{_element} shift = VectorMath.Shift(max);");
        terms.WriteBefore();
        _gradient.WriteBeforeLoop();
        writer.Line($"{_v.Type} shifts = {_v.Operations}.Create(shift);");
        writer.Line($"{_v.Type} lowest = {_v.Operations}.Create(VectorMath.Lowest(max));");
        if (form.Last is { } early)
        {
            writer.Line($"// The last vector overlaps the one before by {Literal.Of(early.FreshLane)}. It is loaded before that is written, since the gradient may be the logits.");
            writer.Line($"{_v.Type} last = {Load("logits", Literal.Of(early.Offset))};");
        }

        WriteMaxima("next");
        writer.Line("// Sums carry the rounding errors of their additions beside them. Those of exponentials start at what is larger than any of them.");
        CompensatedSum.WriteStart(writer, _v, terms.Sums[0], $"{_v.Operations}.Create({Start})");
        foreach (string sum in terms.Sums.Skip(1))
        {
            CompensatedSum.WriteStart(writer, _v, sum);
        }

        terms.WriteConstants();
        if (form.Last is { } last)
        {
            writer.Line($"{_v.Type} fresh = {Fresh(last)};");
        }

        WriteFoldingLoop(WriteStepOfExponentials);
        foreach (ExponentialVector[] vectors in InFours(AfterLoop()))
        {
            WriteExponentials(vectors);
        }

        writer.Line($"{_element} nextMax = VectorMath.Max(m);");
        writer.Line("s = VectorMath.Grown(s);");
        _gradient.WriteAfterLoop();
        writer.Line();
    }

    private static string Grow(string exponential) => $"VectorMath.Grow(ref s, {exponential}, ref {CompensatedSum.Error("s")});";

    /// <summary>Prints the exponentials of a step of the loop.</summary>
    private void WriteStepOfExponentials()
    {
        WriteExponentials([.. Enumerable.Range(0, form.Unroll).Select(k => new ExponentialVector($"e{Literal.Of(k)}", Literal.Of(k), StepOffset(k), null))]);
        _gradient.WriteStep();
    }

    /// <summary>The vectors that no loop takes. The last has been loaded.</summary>
    private IEnumerable<ExponentialVector> AfterLoop()
    {
        foreach (int start in form.Straight)
        {
            string offset = Literal.Of(start);
            yield return new($"eAt{offset}", $"At{offset}", offset, null);
        }

        if (form.Last is { } last)
        {
            yield return new("last", "Last", Literal.Of(last.Offset), "fresh");
        }
    }

    private static IEnumerable<ExponentialVector[]> InFours(IEnumerable<ExponentialVector> vectors) => vectors
        .Select((v, i) => (Vector: v, Group: i / Exponentials.AtOnce))
        .GroupBy(v => v.Group, v => v.Vector)
        .Select(g => g.ToArray());

    /// <summary>Prints the exponentials of some vectors, beside each other.</summary>
    private void WriteExponentials(ExponentialVector[] vectors)
    {
        foreach (ExponentialVector e in vectors)
        {
            if (e.Mask is null)
            {
                writer.Line($"{_v.Type} {e.Variable} = {Load("logits", e.Offset)};");
            }

            terms.WriteTerms(e.Variable, e.Name, e.Offset, e.Mask);
        }

        Exponentials.Write(writer, vectors.Select(e => e.Variable), "shifts", "lowest");
        foreach (ExponentialVector e in vectors)
        {
            writer.Line($"{e.Variable}.StoreUnsafe(ref parked, {e.Offset});");
            writer.Line(Grow(e.Mask is null ? e.Variable : $"{e.Variable} & {e.Mask}"));
            if (e.Mask is null)
            {
                WriteMax("next", e.Offset);
                writer.Line($"Streaming.Fetch<TPass, {_element}>(ref Unsafe.Add(ref next, {e.Offset}));");
            }
        }
    }

    private string Start => plan.Element == ElementType.Single ? "VectorMath.ExponentialsStart" : "(double)VectorMath.ExponentialsStart";

    private void WriteSum()
    {
        writer.Line("/// <summary>The sum of a row of parked exponentials.</summary>");
        WriteMethod($"{_element} Sum{_bits}(ref {_element} parked)", () =>
        {
            CompensatedSum.WriteStart(writer, _v, "s");
            WriteVectors(offset => writer.Line(CompensatedSum.Add("s", Load("parked", offset), "s")));
            if (form.Last is { } last)
            {
                writer.Line(CompensatedSum.Add("s", $"{Load("parked", Literal.Of(last.Offset))} & {Fresh(last)}", "s"));
            }

            writer.Line($"return VectorMath.Sum(s, {CompensatedSum.Error("s")});");
        });
    }

    /// <summary>Prints the loop over whole steps, if there is one, and the whole vectors after it.</summary>
    private void WriteVectors(Action<string> write)
    {
        if (form.LoopEnd > 0)
        {
            using (writer.Open($"for (nuint i = 0; i < {Literal.Of(form.LoopEnd)}; i += {Literal.Of(form.Step)})"))
            {
                for (int k = 0; k < form.Unroll; k++)
                {
                    write(StepOffset(k));
                }
            }
        }

        foreach (int offset in form.Straight)
        {
            write(Literal.Of(offset));
        }
    }

    /// <summary>Prints the loop over the steps of exponentials, if there is one. In a long row, the rounding errors are added to their sum every now and then.</summary>
    private void WriteFoldingLoop(Action writeStep)
    {
        if (form.LoopEnd == 0)
        {
            return;
        }

        if (form.Fold == 0)
        {
            using (writer.Open($"for (nuint i = 0; i < {Literal.Of(form.LoopEnd)}; i += {Literal.Of(form.Step)})"))
            {
                writeStep();
            }

            return;
        }

        string end = Literal.Of(form.LoopEnd);
        using (writer.Open($"for (nuint i = 0; i < {end};)"))
        {
            writer.Line($"nuint end = nuint.Min({end}, i + {Literal.Of(form.Fold)});");
            using (writer.Open($"for (; i < end; i += {Literal.Of(form.Step)})"))
            {
                writeStep();
            }

            writer.Line("// The errors would lose digits of their own if they grew.");
            foreach (string sum in terms.Sums)
            {
                WriteFold(sum);
            }
        }
    }

    /// <summary>Prints how the errors of a sum are added to it. Exponentials are finite; the error of another sum is NaN once the sum is infinite, and would make NaN of it.</summary>
    private void WriteFold(string sum)
    {
        bool isOfExponentials = sum == terms.Sums[0];
        string error = CompensatedSum.Error(sum);
        string carried = sum + "Carried";
        writer.Line($"{_v.Type} {carried} = {(isOfExponentials ? error : $"{error} & {_v.Operations}.Equals({error}, {error})")};");
        writer.Line($"{error} = {_v.Type}.Zero;");
        writer.Line(isOfExponentials ? Grow(carried) : CompensatedSum.Add(sum, carried, sum));
    }

    /// <summary>Where a vector of a step starts.</summary>
    private string StepOffset(int k) => k == 0 ? "i" : $"i + {Literal.Of(k * form.Lanes)}";

    private string Load(string source, string offset) => $"{_v.Operations}.LoadUnsafe(ref {source}, {offset})";

    /// <summary>The lanes of the last vector that no vector before it has held.</summary>
    private string Fresh(LastVector last) => _v.LanesFrom(last.FreshLane);

    /// <summary>A vector of logits that becomes exponentials.</summary>
    /// <param name="Variable">The variable.</param>
    /// <param name="Name">A suffix for what goes with it.</param>
    /// <param name="Offset">Where it starts.</param>
    /// <param name="Mask">The lanes that no vector before has held, if not all; then it is loaded before the loop, and so is its maximum.</param>
    private sealed record ExponentialVector(string Variable, string Name, string Offset, string? Mask);
}
