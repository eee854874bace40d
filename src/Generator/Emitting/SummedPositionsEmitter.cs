using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>
/// Prints positions whose losses and gradients come from sums of exponentials alone. Only exponentials read logits then, and nothing but sums has to know the targets: these are taken out one by one. So the classes of a
/// batch are walked over one after the other, in long runs, where there is a logit in and an exponential out, and again where there is an exponential in and an entry of the gradient out.
/// </summary>
internal sealed class SummedPositionsEmitter(SourceWriter writer, KernelPlan plan, LanesForm form, IndexLaneTerms terms, PositionMemory memory) : LanePhases(writer, plan, form)
{
    /// <summary>The class −1, of positions that are ignored.</summary>
    private const int IgnoredClass = 1;

    private readonly string _classes = Literal.Of(plan.Classes);
    private readonly string _batch = Literal.Of(form.Batch);

    /// <summary>Whether a loop over the classes would have one turn at most.</summary>
    private readonly bool _isUnrolled = plan.Classes < 2 * Group;

    protected override IReadOnlyList<string> Kept => ["max", "own", "rest", "factor"];

    protected override int ClassesBefore => IgnoredClass;

    public static SummedPositionsEmitter Of(SourceWriter writer, KernelPlan plan, LanesForm form) =>
        new(writer, plan, form, new IndexLaneTerms(writer, plan, form.Bits), new PositionMemory(writer, plan, form, "parked"));

    public void Write()
    {
        string summary = $"Batches of up to {_batch} positions, {Step} in a vector.";
        WriteMethod(summary, $"void Rows{Bits}<TPass>(in RowBlock<{Element}> block) where TPass : struct, IPass", WriteRows);
        if (Plan.TriesNarrow)
        {
            Writer.Line();
            WritePhase("exp(x) of each class. Whether all logits lie so near 0 that they need no shift.", $"bool ExponentialsNarrow{Bits}", WriteNarrow);
        }

        Writer.Line();
        WritePhase("exp(x) / 2^shift of each class, in place of the logits that are parked.", $"void Exponentials{Bits}", WriteShifted);
        Writer.Line();
        WritePhase("The sums over the other classes, the losses, and what the gradient needs of each position.", $"void Losses{Bits}<TPass>", WriteLosses);
        Writer.Line();
        WritePhase("The gradient, from the exponentials.", $"void Gradient{Bits}<TPass>", WriteGradient);
    }

    private void WriteRows()
    {
        WriteScratch(Plan.TriesNarrow ? ["max"] : []);
        if (Plan.TriesNarrow)
        {
            Writer.Line();
            Writer.Line("// As long as all logits lie near 0, exponentials need no shift, and positions no maximum. Beside NaN, one may lie far from 0 all the same: then 0 stands for it.");
            Writer.Line("bool areNarrow = !TPass.Backward || VectorMath.AreOrdinaryScales(ref block.Scales, block.Rows);");
            using (Writer.Open($"for (nint row = 0; row < {_batch}; row += {Step})"))
            {
                Writer.Line($"{V.Type}.Zero.StoreUnsafe(ref {Of("max")}, (nuint)row);");
            }

            Writer.Line();
        }

        Writer.Line("nint rows;");
        using (Writer.Open("for (nint start = 0; start < block.Rows; start += rows)"))
        {
            string most = Form.BatchOfLines == Form.Batch ? _batch : $"PositionLanes.ParksGradient<{Element}, TPass>(in block, start) ? {_batch} : {Literal.Of(Form.BatchOfLines)}";
            Writer.Line($"rows = nint.Min({most}, block.Rows - start);");
            memory.WriteFetchEnds();
            if (Plan.TriesNarrow)
            {
                using (Writer.Open("if (areNarrow)"))
                {
                    Writer.Line($"areNarrow = ExponentialsNarrow{Bits}(in block, start, rows);");
                }

                Writer.Line();
            }

            using (Writer.OpenIf(Plan.TriesNarrow, "if (!areNarrow)"))
            {
                WriteParkOrDynamic(memory);
                Writer.Line();
                Writer.Line($"Exponentials{Bits}(in block, start, rows);");
            }

            Writer.Line();
            Writer.Line($"Losses{Bits}<TPass>(in block, start, rows);");
            using (Writer.Open("if (TPass.Backward)"))
            {
                Writer.Line($"Gradient{Bits}<TPass>(in block, start, rows);");
            }
        }
    }

    private void WriteNarrow()
    {
        WriteScratch([]);
        Writer.Line("nint stride = block.Stride;");
        Writer.Line($"var ahead = new LogitsAhead<{Element}>(in block, {_classes}, rows);");
        Writer.Line($"{V.Type} magnitude = {V.Type}.Zero;");
        WriteGroups(
            classes =>
            {
                WriteGroupStart(classes);
                foreach (LaneClass c in classes)
                {
                    Writer.Line($"ref {Element} logits{c.Suffix} = ref Unsafe.Add(ref block.Logits, start{(c.Name.Number == 0 ? "" : $" + ({Strides(c.Name, "stride")})")});");
                    Writer.Line($"nint ahead{c.Suffix} = ahead.Of({c.Name.Text});");
                }

                using (OpenSteps())
                {
                    WriteNarrowStep(classes);
                }
            },
            _isUnrolled);
        Writer.Line();
        Writer.Line("return VectorMath.AreNarrow(magnitude);");
    }

    private void WriteNarrowStep(IReadOnlyList<LaneClass> classes)
    {
        foreach (LaneClass c in classes)
        {
            Writer.Line($"PositionLanes.Fetch(ref logits{c.Suffix}, ahead{c.Suffix} + row);");
        }

        foreach (LaneClass c in classes)
        {
            Writer.Line($"{V.Type} {c.X} = {V.Operations}.LoadUnsafe(ref logits{c.Suffix}, (nuint)row);");
        }

        string farthest = classes.Count == 1 ? $"{V.Operations}.Abs({classes[0].X})" : "farthest";
        foreach ((LaneClass before, LaneClass c) in classes.Zip(classes.Skip(1), (before, c) => (before, c)))
        {
            Writer.Line(before == classes[0] ? $"{V.Type} farthest = VectorMath.Magnitude({before.X}, {c.X});" : $"farthest = VectorMath.Magnitude(farthest, {c.X});");
        }

        Writer.Line($"magnitude = VectorMath.MagnitudeOfRows(magnitude, {farthest});");
        Exponentials.WriteNarrow(Writer, [.. classes.Select(c => c.X)]);
        foreach (LaneClass c in classes)
        {
            Writer.Line($"{c.X}.StoreUnsafe(ref {GroupOf(classes)}, {PlaceInGroup(classes, c)});");
        }
    }

    private void WriteShifted()
    {
        WriteScratch(["max"]);
        using (OpenSteps())
        {
            Writer.Line($"ref {Element} lanes = ref Unsafe.Add(ref parked, row);");
            memory.WritePrefetch();
            WriteFetch("max");
            Writer.Line($"{V.Type} shift = VectorMath.Shift(max);");
            WriteGroups(
                classes =>
                {
                    WriteLoads(classes);
                    Exponentials.Write(Writer, classes.Select(c => c.X), "shift", Form.AreExponentialsSparing(Plan.Classes));
                    foreach (LaneClass c in classes)
                    {
                        Writer.Line($"{c.X}.StoreUnsafe({Place(c)});");
                    }
                },
                Form.IsUnrolled);
        }
    }

    private void WriteLosses()
    {
        WriteScratch(Kept);
        Writer.Line($"PositionLanes.TakeTargets(in block, ref parked, {_classes}, {_batch}, start, rows, ref ownOf);");
        Writer.Line("bool areNear = true;");
        using (OpenSteps())
        {
            Writer.Line("nuint place = (nuint)(start + row);");
            Writer.Line($"ref {Element} lanes = ref Unsafe.Add(ref parked, row);");
            WriteStartOfSums(terms);
            WriteGroups(
                classes =>
                {
                    WriteLoads(classes);
                    terms.WriteAddExponentials(classes);
                    WriteFold(terms, classes);
                },
                Form.IsUnrolled);
            Writer.Line();
            WriteTotals(terms);
            terms.WriteTargets();
            terms.WriteIgnoredMask();
            WriteFetch("own");
            if (Plan.HasLogSums)
            {
                WriteFetch("max");
                Writer.Line($"{V.Type} shift = VectorMath.Shift(max);");
            }

            terms.WriteLossOfSums();
            WriteKeep("rest");
            Writer.Line();
            using (Writer.Open("if (TPass.Backward)"))
            {
                terms.WriteFactor();
                WriteKeep("factor");
            }
        }

        Writer.Line();
        WriteFarLosses(memory);
    }

    private void WriteGradient()
    {
        WriteScratch(["rest", "factor"]);
        memory.WriteDestination();
        Writer.Line();
        Writer.Line("// The target's own entry is p - 1 = -rest / (rest + own).");
        Writer.Line($"PositionLanes.PutTargets(in block, ref parked, {_batch}, start, rows, ref restOf);");
        WriteGroups(
            classes =>
            {
                WriteGroupStart(classes);
                Writer.Line($"ref {Element} gradient{classes[0].Suffix} = ref {(classes[0].Name.Number == 0 ? "gradient" : $"Unsafe.Add(ref gradient, {Strides(classes[0].Name, "(nint)distance")})")};");
                using (OpenSteps())
                {
                    Writer.Line($"ref {Element} entries = ref Unsafe.Add(ref gradient{classes[0].Suffix}, row);");
                    WriteFetch("factor");
                    foreach (LaneClass c in classes)
                    {
                        Writer.Line($"{V.Type} {c.X} = {V.Operations}.LoadUnsafe(ref {GroupOf(classes)}, {PlaceInGroup(classes, c)}) * factor;");
                    }

                    memory.WriteStores([.. classes.Select((c, k) => c with { Name = ClassName.Of(k) })]);
                }
            },
            _isUnrolled);
        Writer.Line();
        memory.WriteGradientEnd();
    }

    /// <summary>Prints where the exponentials of a group of classes lie.</summary>
    private void WriteGroupStart(IReadOnlyList<LaneClass> classes)
    {
        ClassName first = classes[0].Name;
        string group = first.Number switch
        {
            0 => "parked",
            { } number => $"Unsafe.Add(ref parked, {Literal.Of(number * Form.Batch)})",
            _ => $"Unsafe.Add(ref parked, {first.Text} * {_batch})",
        };
        Writer.Line($"ref {Element} {GroupOf(classes)} = ref {group};");
    }

    /// <summary>The variable of the first class of a group.</summary>
    private static string GroupOf(IReadOnlyList<LaneClass> classes) => "group" + classes[0].Suffix;

    private string PlaceInGroup(IReadOnlyList<LaneClass> classes, LaneClass c)
    {
        int k = classes.TakeWhile(other => other != c).Count();
        return k == 0 ? "(nuint)row" : $"(nuint)(row + {Literal.Of(k * Form.Batch)})";
    }

    /// <summary>How far the numbers of a class are from those of the first one.</summary>
    private static string Strides(ClassName c, string stride) => $"{(c.Text.Contains(' ') ? $"({c.Text})" : c.Text)} * {stride}";
}
