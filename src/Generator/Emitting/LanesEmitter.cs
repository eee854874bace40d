using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Prints rows or positions in lanes: a vector holds one class of neighbouring rows. A batch of them goes through one phase after the other: logits and maxima, exponentials and sums, losses, gradient.</summary>
internal sealed class LanesEmitter(SourceWriter writer, KernelPlan plan, LanesForm form, LaneMemory memory) : LanePhases(writer, plan, form)
{
    private readonly LaneTerms _terms = LaneTerms.Of(writer, plan, form.Bits);

    public static LanesEmitter OfRows(SourceWriter writer, KernelPlan plan, LanesForm form) => new(writer, plan, form, new RowMemory(writer, plan, form));

    public static LanesEmitter OfPositions(SourceWriter writer, KernelPlan plan, LanesForm form) => new(writer, plan, form, new PositionMemory(writer, plan, form, "block.Scratch"));

    public void Write()
    {
        string summary = $"Batches of {Literal.Of(Form.Batch)} {memory.Rows}, {Step} in a vector.";
        WriteMethod(summary, $"void Rows{Bits}<TPass>(in RowBlock<{Element}> block) where TPass : struct, IPass", WriteRows);
        if (memory is RowMemory rows)
        {
            Writer.Line();
            WritePhase("Parks the logits of a batch, each class in vectors, and finds the largest of each row. Whether all are within the range of the shift.", $"bool Park{Bits}", () => WritePark(rows));
        }

        Writer.Line();
        WritePhase("exp(x) / 2^shift of each class, put aside for the target and summed for the others.", $"void Exponentials{Bits}<TPass>", WriteExponentials);
        Writer.Line();
        WritePhase("The losses, and what the gradient needs of each row.", $"void Losses{Bits}<TPass>", WriteLosses);
        Writer.Line();
        WritePhase("The gradient, from the exponentials.", "void " + Gradient, WriteGradient);
    }

    /// <summary>The method of the gradient. Positions may be written past the caches.</summary>
    private string Gradient => memory is PositionMemory ? $"Gradient{Bits}<TPass>" : $"Gradient{Bits}";

    protected override IReadOnlyList<string> Kept => ["max", .. _terms.Sums, .. _terms.Found, .. _terms.Factors];

    private void WriteRows()
    {
        Writer.Line("nint rows;");
        using (Writer.Open("for (nint start = 0; start < block.Rows; start += rows)"))
        {
            Writer.Line($"rows = nint.Min({Literal.Of(Form.Batch)}, block.Rows - start);");
            memory.WriteFetchEnds();
            WriteParkOrDynamic(memory);
            Writer.Line();
            Writer.Line($"Exponentials{Bits}<TPass>(in block, start, rows);");
            Writer.Line($"Losses{Bits}<TPass>(in block, start, rows);");
            using (Writer.Open("if (TPass.Backward)"))
            {
                Writer.Line($"{Gradient}(in block, start, rows);");
            }
        }
    }

    private void WritePark(RowMemory rows)
    {
        WriteScratch(["max"]);
        Writer.Line("bool areOrdinary = true;");
        using (OpenSteps())
        {
            Writer.Line($"ref {Element} lanes = ref Unsafe.Add(ref parked, row);");
            rows.WriteStart("logits", "Logits");
            _terms.WriteTargets();
            if (!Plan.Targets.AreProbabilities)
            {
                Writer.Line();
                Writer.Line("// Ignored rows have target -1. Whatever their logits are, NaN too, they count as zeros.");
                _terms.WriteIgnoredMask();
            }

            foreach (LaneChunk chunk in Form.Chunks)
            {
                Writer.Line();
                rows.WriteLoad(chunk, "logits", "x");
                for (int c = chunk.Fresh; c < chunk.First + chunk.Count; c++)
                {
                    string x = "x" + Literal.Of(c);
                    _terms.WriteIgnored(x);
                    Writer.Line($"{x}.StoreUnsafe(ref lanes{(c == 0 ? "" : ", " + Literal.Of(c * Form.Batch))});");
                    Writer.Line(c == 0 ? $"{V.Type} max = x0;" : $"max = {V.Operations}.MaxNative(max, {x});");
                }
            }

            Writer.Line();
            WriteKeep("max");
            Writer.Line("areOrdinary &= VectorMath.AreOrdinary(max);");
        }

        Writer.Line();
        Writer.Line("return areOrdinary;");
    }

    private void WriteExponentials()
    {
        WriteScratch(["max", .. _terms.Sums, .. _terms.Found]);
        if (Plan.Targets.AreProbabilities && memory is PositionMemory)
        {
            Writer.Line("nuint stride = (nuint)block.Stride;");
        }

        using (OpenSteps())
        {
            Writer.Line($"ref {Element} lanes = ref Unsafe.Add(ref parked, row);");
            memory.WritePrefetch();
            if (Plan.Targets.AreProbabilities)
            {
                memory.WriteProbabilities();
            }

            _terms.WriteTargets();
            WriteFetch("max");
            Writer.Line($"{V.Type} shift = VectorMath.Shift(max);");
            _terms.WriteBefore(isLoop: !Form.IsUnrolled);
            WriteStartOfSums(_terms);

            WriteGroups(WriteExponentials, Form.IsUnrolled);
            Writer.Line();
            WriteTotals(_terms);
            foreach (string name in _terms.Sums.Concat(_terms.Found))
            {
                WriteKeep(name);
            }
        }
    }

    private void WriteExponentials(IReadOnlyList<LaneClass> classes)
    {
        WriteLogits(classes);
        Exponentials.Write(Writer, classes.Select(c => c.X), "shift", Form.AreExponentialsSparing(Plan.Classes));
        WriteSums(classes);
        WriteFold(_terms, classes);
    }

    /// <summary>Prints the loads of some classes, and the terms that come from logits.</summary>
    private void WriteLogits(IReadOnlyList<LaneClass> classes)
    {
        WriteLoads(classes);
        if (Plan.Targets.AreProbabilities)
        {
            memory.WriteLoads(classes);
        }

        _terms.WriteLogits(classes);
    }

    /// <summary>Prints what becomes of the exponentials of some classes.</summary>
    private void WriteSums(IReadOnlyList<LaneClass> classes)
    {
        if (classes.Count == 0)
        {
            return;
        }

        foreach (LaneClass c in classes)
        {
            _terms.WriteExponential(c.X, Parked(c), c.Name);
        }

        _terms.WriteAddExponentials(classes);
        using (Writer.Open("if (TPass.Backward)"))
        {
            foreach (LaneClass c in classes)
            {
                Writer.Line($"{c.X}.StoreUnsafe({Place(c)});");
            }
        }
    }

    private void WriteLosses()
    {
        WriteScratch(Kept, parked: false);
        if (Plan.IsLossOfSums)
        {
            Writer.Line("bool areNear = true;");
        }

        using (OpenSteps())
        {
            Writer.Line("nuint place = (nuint)(start + row);");
            _terms.WriteTargets();
            _terms.WriteIgnoredMask();
            WriteLoss();
            Writer.Line();
            using (Writer.Open("if (TPass.Backward)"))
            {
                _terms.WriteFactors();
                foreach (string name in _terms.Factors)
                {
                    WriteKeep(name);
                }
            }
        }

        if (Plan.IsLossOfSums)
        {
            Writer.Line();
            WriteFarLosses(memory);
        }
    }

    private void WriteLoss()
    {
        bool takesMaximum = !Plan.IsLossOfSums || Plan.HasLogSums;
        foreach (string name in _terms.Sums.Concat(_terms.Found))
        {
            WriteFetch(name);
        }

        if (takesMaximum)
        {
            WriteFetch("max");
            Writer.Line($"{V.Type} shift = VectorMath.Shift(max);");
        }

        if (Plan.IsLossOfSums)
        {
            _terms.WriteLossOfSums();
        }
        else
        {
            _terms.WriteLoss();
        }
    }

    private void WriteGradient()
    {
        WriteScratch(_terms.Factors);
        memory.WriteDestination();
        if (memory is PositionMemory)
        {
            WriteGroups(classes => WriteGradientSteps(write => write(classes)), Form.IsUnrolled);
        }
        else
        {
            WriteGradientSteps(write => WriteGroups(write, Form.IsUnrolled));
        }

        memory.WriteGradientEnd();
    }

    /// <summary>Prints the steps of the gradient: of all classes of a row, or of some classes of positions, so that what is written lies in a few long runs.</summary>
    /// <param name="writeGroups">Calls what it is given for each group of classes.</param>
    private void WriteGradientSteps(Action<Action<IReadOnlyList<LaneClass>>> writeGroups)
    {
        using (OpenSteps())
        {
            Writer.Line($"ref {Element} lanes = ref Unsafe.Add(ref parked, row);");
            memory.WriteGradientStart();
            if (Plan.Targets.AreProbabilities)
            {
                Writer.Line();
                Writer.Line("// scale * (p * wanted - u): the probabilities are read again, rather than kept.");
                memory.WriteProbabilities();
                (_terms as ProbabilityLaneTerms)?.WriteConstants();
            }

            _terms.WriteTargets();
            foreach (string name in _terms.Factors)
            {
                WriteFetch(name);
            }

            writeGroups(classes =>
            {
                if (Plan.Targets.AreProbabilities)
                {
                    memory.WriteLoads(classes);
                }

                foreach (LaneClass c in classes)
                {
                    Writer.Line($"{V.Type} {c.X} = {_terms.Entry(Parked(c), c.T, c.Name)};");
                }

                memory.WriteStores(classes);
            });
        }
    }
}
