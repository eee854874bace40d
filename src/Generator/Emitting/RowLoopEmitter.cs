using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Prints the row loop: exponentials of one row, beside the maximum of the next and the gradient of the one before.</summary>
internal sealed class RowLoopEmitter(SourceWriter writer, KernelPlan plan, RowLoopForm form, RowTerms terms, RowLoopMemory memory)
{
    private readonly VectorNames _v = new(form.Bits, plan.Element);
    private readonly string _element = plan.Element.Keyword();
    private readonly string _classes = Literal.Of(plan.Classes);
    private readonly string _bits = Literal.Of(form.Bits);
    private readonly RowGradientEmitter _gradient = new(writer, plan, form, terms, memory);

    public static RowLoopEmitter Of(SourceWriter writer, KernelPlan plan, RowLoopForm form) => new(writer, plan, form, RowTerms.Of(writer, plan, form), new RowLoopMemory(plan, form));

    /// <summary>Prints the call of the loop, for rows like the first.</summary>
    public static void WriteCall(SourceWriter writer, KernelPlan plan, RowLoopForm form)
    {
        string bits = Literal.Of(form.Bits);
        writer.Line($"{plan.Element.Keyword()} max = Max{bits}(ref block.Logits);");
        writer.Line("// Logits far from 0 have a loop of their own, which is compiled where there are such. Rows are mostly like the first.");
        using (writer.Open("if (VectorMath.AreFar(max))"))
        {
            writer.Line($"Rows{bits}<TPass, FarRows>(in block, max);");
        }

        using (writer.Open("else"))
        {
            writer.Line($"Rows{bits}<TPass, NearRows>(in block, max);");
        }
    }

    public void Write()
    {
        writer.Line($"/// <summary>Row after row, in {_bits}-bit vectors. {(form.IsPipelined ? "The" : "Past the caches, the")} gradient of a row is written beside the exponentials of the next: what it depends on is known by then.</summary>");
        WriteMethod($"void Rows{_bits}<TPass, TDistance>(in RowBlock<{_element}> block, {_element} max) where TPass : struct, IPass where TDistance : struct, IRowDistance", WriteRows);
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
        if (terms.AreLossesLast)
        {
            writer.Line($"var losses = new RowLosses<{_element}>(ref Unsafe.Add(ref block.Scratch, {memory.Losses}));");
        }

        writer.Line("nint lastRow = -1;");
        writer.Line($"nint place = {memory.First};");
        foreach ((string type, string name) in terms.Carried)
        {
            writer.Line($"{type} {RowGradientEmitter.Last(name)} = default;");
        }

        writer.Line($"var lines = new GradientLines<{_element}>(ref Unsafe.Add(ref block.Scratch, TPass.Streams ? {memory.Line} : 0));");
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
                writer.Line(memory.Next);
            }
        }

        writer.Line();
        using (writer.Open($"if ({_gradient.Condition} && lastRow >= 0)"))
        {
            writer.Line(_gradient.Call("lastRow", memory.LastPlace, "0"));
            using (writer.Open("if (TPass.Streams)"))
            {
                writer.Line("lines.Complete();");
            }
        }

        if (terms.AreLossesLast)
        {
            writer.Line();
            writer.Line("// Nothing waits for their logarithms here.");
            writer.Line($"{terms.LastLosses};");
            if (plan.HasLogSums)
            {
                writer.Line($"{terms.LastLogSums};");
            }
        }
    }

    private void WriteMethod(string signature, Action writeBody)
    {
        writer.Line(KernelEmitter.Optimised);
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
        terms.WriteStart();
        writer.Line();
        using (writer.Open("if (!VectorMath.HasRowShift<TDistance>(max))"))
        {
            writer.Line("// Logits beyond the range of the shift.");
            writer.Line($"{KernelEmitter.Dynamic(plan, "DynamicRows", "in block, row, 1")};");
            if (terms.AreLossesLast)
            {
                writer.Line("losses.Skip(row);");
            }

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
        string place = form.IsPipelined ? RowLoopMemory.Place : $"TPass.Backward && !TPass.Streams ? ref Unsafe.Add(ref block.Gradient, row * {_classes}) : ref {RowLoopMemory.Place}";
        writer.Line($"// exp(x) / 2^shift, parked {(form.IsPipelined ? "for" : "where")} the gradient{(form.IsPipelined ? "" : " goes")}; beside it, the largest logit of the next row.");
        writer.Line($"ref {_element} parked = ref {place};");
        writer.Line($"{_element} shift = VectorMath.Shift(max);");
        terms.WriteBefore();
        _gradient.WriteBeforeLoop();
        writer.Line($"RowShift<{_v.Type}, TDistance> shifts = VectorMath.RowShift{_bits}<TDistance>(shift);");
        if (form.Last is { } early && !form.BeginsWithRest)
        {
            writer.Line($"// The last vector overlaps the one before by {Literal.Of(early.FreshLane)}. It is loaded before that is written, since the gradient may be the logits.");
            writer.Line($"{_v.Type} last = {Load("logits", Literal.Of(early.Offset))};");
        }

        WriteMaxima("next");
        writer.Line("// Sums carry the rounding errors of their additions beside them. Those of exponentials, by fours, start at what is larger than any four of them.");
        CompensatedSum.WriteStart(writer, _v, terms.Sums[0], CompensatedSum.Start("ExponentialsStart", plan.Element));
        foreach (string sum in terms.Sums.Skip(1))
        {
            if (terms.IsPlain(sum))
            {
                CompensatedSum.WritePlainStart(writer, _v, sum);
            }
            else
            {
                CompensatedSum.WriteStart(writer, _v, sum, terms.StartOf(sum));
            }
        }

        terms.WriteConstants();
        if (form.Last is { } last)
        {
            writer.Line($"{_v.Type} fresh = {Fresh(last)};");
        }

        if (form.BeginsWithRest)
        {
            writer.Line("// What the loop leaves comes first: the row waits for the last of its exponentials.");
            WriteRest();
        }

        WriteFoldingLoop(form.LoopEnd, WriteStepOfExponentials);
        if (!form.BeginsWithRest)
        {
            WriteRest();
        }

        writer.Line($"{_element} nextMax = VectorMath.Max(m);");
        writer.Line("s = VectorMath.Grown(s);");
        _gradient.WriteAfterLoop();
        writer.Line();
    }

    /// <summary>Prints the exponentials that the loop leaves.</summary>
    private void WriteRest()
    {
        foreach (ExponentialVector[] vectors in InFours(AfterLoop()))
        {
            WriteLogits(vectors);
            WriteExponentials(vectors);
            foreach (ExponentialVector e in vectors)
            {
                writer.Line(CompensatedSum.Grow("s", e.Mask is null ? e.Variable : $"{e.Variable} & {e.Mask}"));
            }

            WriteParking(vectors);
        }
    }

    /// <summary>Prints the exponentials of a step of the loop.</summary>
    private void WriteStepOfExponentials()
    {
        ExponentialVector[] vectors = VectorsOfStep("e");
        WriteLogitsOfStep(vectors);
        WriteExponentials(vectors);
        writer.Line(CompensatedSum.Grow("s", CompensatedSum.OfFour([.. vectors.Select(e => e.Variable)])));
        WriteParking(vectors);
        _gradient.WriteStep();
    }

    private static ShiftedVariable Shifted(ExponentialVector vector) => new(vector.Variable, "shifts");

    /// <summary>The vectors of a step.</summary>
    private ExponentialVector[] VectorsOfStep(string variable) =>
    [
        .. from k in Enumerable.Range(0, form.Unroll)
           let lane = Literal.Of(k)
           select new ExponentialVector(variable + lane, lane, k == 0 ? "i" : $"i + {Literal.Of(k * form.Lanes)}", null),
    ];

    /// <summary>The vectors that no loop takes.</summary>
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

    /// <summary>Prints the loads of some vectors, and the terms that come from logits.</summary>
    private void WriteLogits(ExponentialVector[] vectors)
    {
        foreach (ExponentialVector e in vectors)
        {
            if (e.Mask is null || form.BeginsWithRest)
            {
                writer.Line($"{_v.Type} {e.Variable} = {Load("logits", e.Offset)};");
            }

            terms.WriteTerms(e.Variable, e.Name, e.Offset, e.Mask);
        }
    }

    /// <summary>As there, for those of a step, whose terms can be added up first.</summary>
    private void WriteLogitsOfStep(ExponentialVector[] vectors)
    {
        foreach (ExponentialVector e in vectors)
        {
            writer.Line($"{_v.Type} {e.Variable} = {Load("logits", e.Offset)};");
        }

        terms.WriteTermsOfFour([.. vectors.Select(e => (e.Variable, e.Name, e.Offset))]);
    }

    /// <summary>Prints the exponentials of some vectors, beside each other.</summary>
    private void WriteExponentials(ExponentialVector[] vectors) => Exponentials.Write(writer, [.. vectors.Select(Shifted)]);

    /// <summary>Prints what becomes of exponentials, and the maximum of the next row beside it.</summary>
    private void WriteParking(ExponentialVector[] vectors)
    {
        foreach (ExponentialVector e in vectors)
        {
            writer.Line($"{e.Variable}.StoreUnsafe(ref parked, {e.Offset});");
            if (e.Mask is null)
            {
                WriteMax("next", e.Offset);
                writer.Line($"Streaming.Fetch<TPass, {_element}>(ref Unsafe.Add(ref next, {e.Offset}));");
            }
        }
    }

    private void WriteSum()
    {
        writer.Line("/// <summary>The sum of a row of parked exponentials.</summary>");
        WriteMethod($"{_element} Sum{_bits}(ref {_element} parked)", () =>
        {
            CompensatedSum.WriteStart(writer, _v, "s");
            WriteVectors(offset => writer.Line(CompensatedSum.Add("s", Load("parked", offset))));
            if (form.Last is { } last)
            {
                writer.Line(CompensatedSum.Add("s", $"{Load("parked", Literal.Of(last.Offset))} & {Fresh(last)}"));
            }

            writer.Line($"return VectorMath.Sum(s, {CompensatedSum.Error("s")});");
        });
    }

    /// <summary>Prints the loop over whole steps, and the whole vectors after it.</summary>
    private void WriteVectors(Action<string> write)
    {
        using (writer.Open($"for (nuint i = 0; i < {Literal.Of(form.LoopEnd)}; i += {Literal.Of(form.Step)})"))
        {
            foreach (ExponentialVector e in VectorsOfStep(""))
            {
                write(e.Offset);
            }
        }

        foreach (int offset in form.Straight)
        {
            write(Literal.Of(offset));
        }
    }

    /// <summary>Prints the loop over the steps of exponentials. In a long row, the rounding errors are added to their sum every now and then.</summary>
    private void WriteFoldingLoop(int loopEnd, Action writeStep)
    {
        string end = Literal.Of(loopEnd);
        if (form.Fold == 0)
        {
            using (writer.Open($"for (nuint i = 0; i < {end}; i += {Literal.Of(form.Step)})"))
            {
                writeStep();
            }

            return;
        }

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
        writer.Line(isOfExponentials ? CompensatedSum.Grow(sum, carried) : CompensatedSum.Add(sum, carried));
    }

    private string Load(string source, string offset) => $"{_v.Operations}.LoadUnsafe(ref {source}, {offset})";

    /// <summary>The lanes of the last vector that no vector before it has held.</summary>
    private string Fresh(LastVector last) => _v.LanesFrom(last.FreshLane);

    /// <summary>A vector of logits that becomes exponentials.</summary>
    /// <param name="Variable">The variable.</param>
    /// <param name="Name">A suffix for what goes with it.</param>
    /// <param name="Offset">Where it starts.</param>
    /// <param name="Mask">The lanes that no other vector holds, if not all; then its maximum is known before the loop, and where the loop may write it, it is loaded before.</param>
    private sealed record ExponentialVector(string Variable, string Name, string Offset, string? Mask);
}
