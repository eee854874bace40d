using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>
/// Prints rows or positions in lanes: a vector holds one class of neighbouring rows. A batch of them goes through one phase after the other, each a method with a loop of its own: logits and
/// maxima, exponentials and sums, losses, gradient. The steps of such a loop depend on nothing but the phase before, so that the processor has several of them under way.
/// </summary>
internal sealed class LanesEmitter(SourceWriter writer, KernelPlan plan, LanesForm form, LaneMemory memory)
{
    /// <summary>The classes that are taken together.</summary>
    private const int Group = Exponentials.AtOnce;

    private readonly VectorNames _v = new(form.Bits, plan.Element);
    private readonly LaneTerms _terms = LaneTerms.Of(writer, plan, form.Bits);
    private readonly string _element = plan.Element.Keyword();
    private readonly string _bits = Literal.Of(form.Bits);
    private readonly string _step = Literal.Of(form.Rows);

    public static LanesEmitter OfRows(SourceWriter writer, KernelPlan plan, LanesForm form) => new(writer, plan, form, new RowMemory(writer, plan, form));

    public static LanesEmitter OfPositions(SourceWriter writer, KernelPlan plan, LanesForm form) => new(writer, plan, form, new PositionMemory(writer, plan, form));

    public void Write()
    {
        string summary = $"Batches of {Literal.Of(form.Batch)} {memory.Rows}, {_step} in a vector.";
        WriteMethod(summary, $"void Rows{_bits}<TPass>(in RowBlock<{_element}> block) where TPass : struct, IPass", WriteRows);
        if (memory is RowMemory rows)
        {
            writer.Line();
            WritePhase("Parks the logits of a batch, each class in vectors, and finds the largest of each row. Whether all are within the range of the shift.", $"bool Park{_bits}", () => WritePark(rows));
        }

        writer.Line();
        WritePhase("exp(x) / 2^shift of each class, put aside for the target and summed for the others.", $"void Exponentials{_bits}<TPass>", WriteExponentials);
        writer.Line();
        WritePhase("The losses, and what the gradient needs of each row.", $"void Losses{_bits}<TPass>", WriteLosses);
        writer.Line();
        WritePhase("The gradient, from the exponentials.", "void " + Gradient, WriteGradient);
    }

    /// <summary>The method of the gradient. Positions may be written past the caches.</summary>
    private string Gradient => memory is PositionMemory ? $"Gradient{_bits}<TPass>" : $"Gradient{_bits}";

    private IEnumerable<string> Kept => ["max", .. _terms.Sums, .. _terms.Found, .. _terms.Factors];

    /// <summary>Where the numbers of the rows of a batch start in scratch memory.</summary>
    private static string Of(string name) => name + "Of";

    private void WritePhase(string summary, string name, Action writeBody)
    {
        string pass = name.EndsWith("<TPass>", StringComparison.Ordinal) ? " where TPass : struct, IPass" : "";
        WriteMethod(summary, $"{name}(in RowBlock<{_element}> block, nint start, nint rows){pass}", writeBody);
    }

    private void WriteMethod(string summary, string signature, Action writeBody)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line(KernelEmitter.Optimised);
        using (writer.Open("private static " + signature))
        using (writer.OpenIf(plan.Request.Project.ChecksOverflow, "unchecked"))
        {
            writeBody();
        }
    }

    private void WriteRows()
    {
        writer.Line("nint rows;");
        using (writer.Open("for (nint start = 0; start < block.Rows; start += rows)"))
        {
            writer.Line($"rows = nint.Min({Literal.Of(form.Batch)}, block.Rows - start);");
            using (writer.Open($"if (!{memory.Park})"))
            {
                writer.Line("// Some logits lie beyond the range of the shift. The first step goes alone, to the dynamic kernel if they are in it.");
                writer.Line($"rows = {_step};");
                using (writer.Open($"if (!{memory.Park})"))
                {
                    writer.Line($"{KernelEmitter.Dynamic(plan, memory.Fallback, $"in block, start, {_step}")};");
                    writer.Line("continue;");
                }
            }

            writer.Line();
            writer.Line($"Exponentials{_bits}<TPass>(in block, start, rows);");
            writer.Line($"Losses{_bits}<TPass>(in block, start, rows);");
            using (writer.Open("if (TPass.Backward)"))
            {
                writer.Line($"{Gradient}(in block, start, rows);");
            }
        }
    }

    private void WritePark(RowMemory rows)
    {
        WriteScratch(["max"]);
        writer.Line("bool areOrdinary = true;");
        using (OpenSteps())
        {
            writer.Line($"ref {_element} lanes = ref Unsafe.Add(ref parked, row);");
            rows.WriteStart("logits", "Logits");
            _terms.WriteTargets();
            if (!plan.Targets.AreProbabilities)
            {
                writer.Line();
                writer.Line("// Ignored rows have target -1. Whatever their logits are, NaN too, they count as zeros.");
                _terms.WriteIgnoredMask();
            }

            foreach (LaneChunk chunk in form.Chunks)
            {
                writer.Line();
                rows.WriteLoad(chunk, "logits", "x");
                for (int c = chunk.Fresh; c < chunk.First + chunk.Count; c++)
                {
                    string x = "x" + Literal.Of(c);
                    _terms.WriteIgnored(x);
                    writer.Line($"{x}.StoreUnsafe(ref lanes{(c == 0 ? "" : ", " + Literal.Of(c * form.Batch))});");
                    writer.Line(c == 0 ? $"{_v.Type} max = x0;" : $"max = {_v.Operations}.MaxNative(max, {x});");
                }
            }

            writer.Line();
            WriteKeep("max");
            writer.Line("areOrdinary &= VectorMath.AreOrdinary(max);");
        }

        writer.Line();
        writer.Line("return areOrdinary;");
    }

    private void WriteExponentials()
    {
        WriteScratch(["max", .. _terms.Sums, .. _terms.Found]);
        WriteStride();
        using (OpenSteps())
        {
            writer.Line($"ref {_element} lanes = ref Unsafe.Add(ref parked, row);");
            memory.WritePrefetch();
            if (plan.Targets.AreProbabilities)
            {
                memory.WriteProbabilities();
            }

            _terms.WriteTargets();
            WriteFetch("max");
            writer.Line($"{_v.Type} shift = VectorMath.Shift(max);");
            _terms.WriteBefore(isLoop: !form.IsUnrolled);
            WriteStartOfSums();

            WriteGroups(WriteExponentials);
            writer.Line();
            foreach (string sum in _terms.Sums.Where(s => !_terms.IsPlain(s)))
            {
                writer.Line($"{sum} = {CompensatedSum.Total(_v, sum, _terms.StartOf(sum))};");
            }

            foreach (string name in _terms.Sums.Concat(_terms.Found))
            {
                WriteKeep(name);
            }
        }
    }

    private void WriteStartOfSums()
    {
        foreach (string sum in _terms.Sums.Skip(1).Where(_terms.IsPlain))
        {
            CompensatedSum.WritePlainStart(writer, _v, sum);
        }

        if (_terms.Sums.All(_terms.IsPlain))
        {
            return;
        }

        writer.Line();
        writer.Line("// Sums carry the rounding errors of their additions beside them.");
        if (plan.Classes > plan.ExponentialsTogether || _terms.AddsTerms)
        {
            CompensatedSum.WriteVariables(writer, _v);
        }

        foreach (string sum in _terms.Sums.Where(s => !_terms.IsPlain(s)))
        {
            CompensatedSum.WriteStart(writer, _v, sum, _terms.StartOf(sum));
        }
    }

    private void WriteExponentials(IReadOnlyList<LaneClass> classes)
    {
        WriteLogits(classes);
        Exponentials.Write(writer, classes.Select(c => c.X), "shift", form.AreExponentialsSparing(plan.Classes));
        WriteSums(classes);
        if (classes[0].Name.Number is null && plan.Classes > form.Fold)
        {
            string sum = _terms.Sums[0];
            string error = CompensatedSum.Error(sum);
            writer.Line();
            writer.Line("// The errors would lose digits of their own if they grew.");
            using (writer.Open($"if ((c & {Literal.Of(form.Fold - 1)}) == {Literal.Of(form.Fold - Group)})"))
            {
                writer.Line($"{_v.Type} carried = {error};");
                writer.Line($"{error} = {_v.Type}.Zero;");
                writer.Line(CompensatedSum.Add(sum, "carried"));
            }
        }
    }

    /// <summary>Prints the loads of some classes, and the terms that come from logits.</summary>
    private void WriteLogits(IReadOnlyList<LaneClass> classes)
    {
        foreach (LaneClass c in classes)
        {
            writer.Line($"{_v.Type} {c.X} = {Parked(c)};");
        }

        if (plan.Targets.AreProbabilities)
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
        using (writer.Open("if (TPass.Backward)"))
        {
            foreach (LaneClass c in classes)
            {
                writer.Line($"{c.X}.StoreUnsafe({Place(c)});");
            }
        }
    }

    private void WriteLosses()
    {
        WriteScratch(Kept, parked: false);
        if (plan.IsLossOfSums)
        {
            writer.Line("bool areNear = true;");
        }

        using (OpenSteps())
        {
            writer.Line("nuint place = (nuint)(start + row);");
            _terms.WriteTargets();
            _terms.WriteIgnoredMask();
            WriteLoss();
            writer.Line();
            using (writer.Open("if (TPass.Backward)"))
            {
                _terms.WriteFactors();
                foreach (string name in _terms.Factors)
                {
                    WriteKeep(name);
                }
            }
        }

        if (plan.IsLossOfSums)
        {
            writer.Line();
            using (writer.Open("if (!areNear)"))
            {
                writer.Line("// The target of a row lies far below its maximum.");
                writer.Line($"RowLanes.WriteFarLosses(in block, start, rows, {memory.LogitsOfBatch}, ref maxOf, ref restOf, ref ownOf);");
            }
        }
    }

    private void WriteLoss()
    {
        bool takesMaximum = !plan.IsLossOfSums || plan.HasLogSums;
        foreach (string name in _terms.Sums.Concat(_terms.Found))
        {
            WriteFetch(name);
        }

        if (takesMaximum)
        {
            WriteFetch("max");
            writer.Line($"{_v.Type} shift = VectorMath.Shift(max);");
        }

        if (plan.IsLossOfSums)
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
        WriteStride();
        memory.WriteDestination();
        if (memory is PositionMemory)
        {
            WriteGroups(classes => WriteGradientSteps(write => write(classes)));
        }
        else
        {
            WriteGradientSteps(WriteGroups);
        }

        memory.WriteGradientEnd();
    }

    /// <summary>Prints the steps of the gradient: of all classes of a row, or of some classes of positions, so that what is written lies in a few long runs.</summary>
    /// <param name="writeGroups">Calls what it is given for each group of classes.</param>
    private void WriteGradientSteps(Action<Action<IReadOnlyList<LaneClass>>> writeGroups)
    {
        using (OpenSteps())
        {
            writer.Line($"ref {_element} lanes = ref Unsafe.Add(ref parked, row);");
            memory.WriteGradientStart();
            if (plan.Targets.AreProbabilities)
            {
                writer.Line();
                writer.Line("// scale * (p * wanted - u): the probabilities are read again, rather than kept.");
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
                if (plan.Targets.AreProbabilities)
                {
                    memory.WriteLoads(classes);
                }

                foreach (LaneClass c in classes)
                {
                    writer.Line($"{_v.Type} {c.X} = {_terms.Entry(Parked(c), c.T, c.Name)};");
                }

                memory.WriteStores(classes);
            });
        }
    }

    /// <summary>Prints the classes in groups: all of them, or a loop and those that are left.</summary>
    private void WriteGroups(Action<IReadOnlyList<LaneClass>> write)
    {
        int unrolled = 0;
        if (!form.IsUnrolled)
        {
            unrolled = plan.Classes - (plan.Classes % Group);
            using (writer.Open($"for (nint c = 0; c < {Literal.Of(unrolled)}; c += {Literal.Of(Group)})"))
            {
                write([.. Enumerable.Range(0, Group).Select(k => new LaneClass(ClassName.After("c", k), Literal.Of(k)))]);
            }
        }

        foreach (IReadOnlyList<LaneClass> classes in Groups(unrolled))
        {
            writer.Line();
            write(classes);
        }
    }

    /// <summary>The classes from one on, in groups.</summary>
    private IEnumerable<IReadOnlyList<LaneClass>> Groups(int start)
    {
        for (int first = start; first < plan.Classes; first += Group)
        {
            yield return [.. Enumerable.Range(first, Math.Min(Group, plan.Classes - first)).Select(c => new LaneClass(ClassName.Of(c), Literal.Of(c)))];
        }
    }

    private SourceWriter.Block OpenSteps() => writer.Open($"for (nint row = 0; row < rows; row += {_step})");

    /// <summary>Prints where the scratch memory starts, and what it holds of each row.</summary>
    private void WriteScratch(IEnumerable<string> names, bool parked = true)
    {
        if (parked)
        {
            writer.Line($"ref {_element} parked = ref block.Scratch;");
        }

        List<string> kept = [.. Kept];
        foreach (string name in names)
        {
            writer.Line($"ref {_element} {Of(name)} = ref Unsafe.Add(ref block.Scratch, {Literal.Of((plan.Classes + kept.IndexOf(name)) * form.Batch)});");
        }
    }

    private void WriteStride()
    {
        if (plan.Targets.AreProbabilities && memory is PositionMemory)
        {
            writer.Line("nuint stride = (nuint)block.Stride;");
        }
    }

    private void WriteFetch(string name) => writer.Line($"{_v.Type} {name} = {_v.Operations}.LoadUnsafe(ref {Of(name)}, (nuint)row);");

    private void WriteKeep(string name) => writer.Line($"{name}.StoreUnsafe(ref {Of(name)}, (nuint)row);");

    private string Parked(LaneClass c) => $"{_v.Operations}.LoadUnsafe({Place(c)})";

    private string Place(LaneClass c) => c.Name.Number == 0 ? "ref lanes" : $"ref lanes, {c.Name.Times(form.Batch)}";
}
