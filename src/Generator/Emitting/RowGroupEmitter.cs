using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>
/// Prints groups of rows: for all rows of a group, first the maxima, then the exponentials, the losses and the gradients. What is known of a row by itself is in a lane of its own there, so
/// that no row waits for its sums and logarithms.
/// </summary>
/// <remarks>Where a vector holds classes of one row, the formula is <see cref="RowTerms"/>'s; where it holds a number of each row, <see cref="LaneTerms"/>'.</remarks>
internal sealed class RowGroupEmitter(SourceWriter writer, KernelPlan plan, RowGroupForm form, RowTerms rowTerms, LaneTerms laneTerms)
{
    /// <summary>The exponentials that there is a form for which computes them beside each other.</summary>
    private const int AtOnce = 4;

    private readonly VectorNames _v = new(form.Row.Bits, plan.Element);
    private readonly string _element = plan.Element.Keyword();
    private readonly string _classes = Literal.Of(plan.Classes);
    private readonly string _bits = Literal.Of(form.Row.Bits);
    private readonly string _lanes = Literal.Of(form.Row.Lanes);
    private readonly string _width = Literal.Of(form.Width);
    private readonly RowGroupMemory _memory = new(plan, form, rowTerms.Sums);
    private readonly bool _hasProbabilities = plan.Targets.AreProbabilities;
    private readonly bool _isLossLast = RowGroupMemory.KeepsSums(plan);

    /// <summary>Where each vector of a row starts; the last may overlap the one before.</summary>
    private readonly int[] _offsets = [.. form.Row.Straight, .. form.Row.Last is { } last ? new[] { last.Offset } : []];

    public static RowGroupEmitter Of(SourceWriter writer, KernelPlan plan, RowGroupForm form) =>
        new(writer, plan, form, RowTerms.Of(writer, plan, form.Row), LaneTerms.Of(writer, plan, form.Row.Bits));

    /// <summary>The elements of scratch memory.</summary>
    public string ScratchLength => $"{Literal.Of(_memory.Length)} + (TPass.Streams ? GradientLines<{_element}>.Vectors * {_lanes} : 0)";

    public void Write()
    {
        writer.Line($"/// <summary>{Literal.Of(form.Rows)} rows at a time, in {_bits}-bit vectors: the maxima of all, then the exponentials, the losses and the gradients.</summary>");
        using (writer.Open($"private static void Rows{_bits}<TPass>(in RowBlock<{_element}> block) where TPass : struct, IPass"))
        using (writer.OpenIf(plan.Request.Project.ChecksOverflow, "unchecked"))
        {
            foreach ((string name, int offset) in _memory.Arrays)
            {
                writer.Line($"ref {_element} {name} = ref {(offset == 0 ? "block.Scratch" : $"Unsafe.Add(ref block.Scratch, {Literal.Of(offset)})")};");
            }

            writer.Line($"var lines = new GradientLines<{_element}>(ref Unsafe.Add(ref block.Scratch, TPass.Streams ? {Literal.Of(_memory.Length)} : 0));");
            using (writer.Open($"for (nint start = 0; start < block.Rows; start += {Literal.Of(form.Rows)})"))
            {
                WriteGroup();
            }

            writer.Line();
            using (writer.Open("if (TPass.Streams)"))
            {
                writer.Line("lines.Complete();");
            }
        }
    }

    private void WriteGroup()
    {
        writer.Line($"nint count = nint.Min({Literal.Of(form.Rows)}, block.Rows - start);");
        writer.Line($"ref {_element} logits = ref Unsafe.Add(ref block.Logits, start * {_classes});");
        if (!_hasProbabilities)
        {
            writer.Line("ref int rowTargets = ref Unsafe.Add(ref block.Targets, start);");
        }

        writer.Line();
        WriteMaxima();
        writer.Line();
        WriteShifts();
        writer.Line();
        WriteExponentials();
        writer.Line();
        WriteSums();
        writer.Line();
        WriteGradients();
        if (_isLossLast)
        {
            writer.Line();
            WriteLosses();
        }
    }

    private void WriteMaxima()
    {
        writer.Line(_hasProbabilities ? "// The largest logits of each row, a vector of them." : "// The largest logits of each row, a vector of them, and the logit of its class.");
        using (OpenRows())
        {
            WriteRowStart();
            writer.Line($"{_v.Type} m = {Load("x", _offsets[0])};");
            foreach (int offset in _offsets.Skip(1))
            {
                writer.Line($"m = {_v.Operations}.MaxNative(m, {Load("x", offset)});");
            }

            foreach (int offset in _offsets)
            {
                writer.Line($"Streaming.Fetch<StreamingPass, {_element}>(ref Unsafe.Add(ref x, {Literal.Of(offset)}));");
            }

            writer.Line($"m.StoreUnsafe(ref sParts, {VectorOf("r")});");
            if (!_hasProbabilities)
            {
                writer.Line("nint target = nint.Max(Unsafe.Add(ref rowTargets, r), 0);");
                writer.Line("Unsafe.Add(ref rowLogit, r) = Unsafe.Add(ref x, target);");
                if (plan.KernelWeights is not null)
                {
                    writer.Line("Unsafe.Add(ref rowShare, r) = Unsafe.Add(ref block.Shares, target);");
                }
            }
        }
    }

    private void WriteShifts()
    {
        writer.Line("bool areOrdinary = true;");
        using (OpenLanes())
        {
            writer.Line($"RowGroups.Max(ref Unsafe.Add(ref sParts, r * {_lanes}), out {_v.Type} max);");
            if (!_hasProbabilities)
            {
                WriteIgnored();
                writer.Line($"max = {_v.Operations}.AndNot(max, ignored);");
                writer.Line($"{_v.Operations}.AndNot({LoadLanes("rowLogit")}, ignored).StoreUnsafe(ref rowLogit, (nuint)r);");
            }

            writer.Line("areOrdinary &= VectorMath.AreOrdinary(max);");
            writer.Line("max.StoreUnsafe(ref rowMax, (nuint)r);");
            writer.Line("VectorMath.Shift(max).StoreUnsafe(ref rowShift, (nuint)r);");
            writer.Line("VectorMath.Lowest(max).StoreUnsafe(ref rowLowest, (nuint)r);");
        }

        writer.Line();
        using (writer.Open("if (!areOrdinary)"))
        {
            writer.Line("// Logits beyond the range of the shift.");
            writer.Line($"{KernelEmitter.Dynamic(plan, "DynamicRows", "in block, start, (int)count")};");
            writer.Line("continue;");
        }
    }

    /// <summary>Prints which rows of a vector are ignored.</summary>
    private void WriteIgnored()
    {
        writer.Line($"RowLanes.LoadTargets(ref rowTargets, r, out {_v.IntegerType} target);");
        writer.Line($"{_v.Type} ignored = {_v.Operations}.LessThan(target, {_v.IntegerType}.Zero).{_v.AsElements};");
    }

    private void WriteExponentials()
    {
        writer.Line(_hasProbabilities
            ? "// exp(x) / 2^shift, parked for the gradient, and the sums over the classes, a vector of each for a row."
            : "// exp(x) / 2^shift of all classes but the row's own, parked for the gradient, and the sums over them, a vector for each row; of ignored rows nothing, whatever they hold.");
        writer.Line("// Sums carry the rounding errors of their additions beside them.");
        if (form.Row.Last is { } fresh)
        {
            writer.Line($"{_v.Type} fresh = {_v.Operations}.GreaterThanOrEqual({_v.IntegerType}.Indices, {_v.Operations}.Create({_v.Integer(fresh.FreshLane)})).{_v.AsElements};");
        }

        // Terms beside the exponentials have names of their own: then rows are taken one by one.
        int together = rowTerms.Sums.Count > 1 ? 1 : form.RowsTogether;
        GroupRow[] rows = [.. Enumerable.Range(0, together).Select(q => new GroupRow(q, together == 1 ? "" : Literal.Of(q)))];
        using (writer.Open($"for (nint r = 0; r < count; {(together == 1 ? "r++" : $"r += {Literal.Of(together)}")})"))
        {
            WriteRowStart();
            WriteParked();
            foreach (GroupRow row in rows)
            {
                WriteStart(row);
            }

            if (together > 1)
            {
                WriteVectors([.. rows.SelectMany(row => _offsets.Select((_, k) => (row, k)))]);
            }
            else
            {
                for (int first = 0; first < _offsets.Length; first += AtOnce)
                {
                    WriteVectors([.. Enumerable.Range(first, Math.Min(AtOnce, _offsets.Length - first)).Select(k => (rows[0], k))]);
                }
            }

            foreach (GroupRow row in rows)
            {
                foreach (string sum in rowTerms.Sums)
                {
                    string name = sum + row.Suffix;
                    string to = VectorOf(row.Number == 0 ? "r" : $"(r + {Literal.Of(row.Number)})");
                    writer.Line($"{name}.StoreUnsafe(ref {sum}Parts, {to});");
                    writer.Line($"{CompensatedSum.Error(name)}.StoreUnsafe(ref {sum}Errors, {to});");
                }
            }
        }
    }

    /// <summary>Prints what is known of a row before its logits are looked at.</summary>
    private void WriteStart(GroupRow row)
    {
        string r = row.Number == 0 ? "r" : $"r + {Literal.Of(row.Number)}";
        writer.Line($"{_v.Type} shift{row.Suffix} = {_v.Operations}.Create(Unsafe.Add(ref rowShift, {r}));");
        writer.Line($"{_v.Type} lowest{row.Suffix} = {_v.Operations}.Create(Unsafe.Add(ref rowLowest, {r}));");
        if (rowTerms.Sums.Count > 1)
        {
            writer.Line($"{_element} max = Unsafe.Add(ref rowMax, r);");
        }

        if (_hasProbabilities)
        {
            writer.Line("nint row = start + r;");
            rowTerms.WriteStart();
        }
        else
        {
            writer.Line($"{_v.IntegerType} target{row.Suffix} = {_v.Operations}.Create(({_v.IntegerKeyword})Unsafe.Add(ref rowTargets, {r}));");
            writer.Line($"{_v.Type} ignored{row.Suffix} = {_v.Operations}.LessThan(target{row.Suffix}, {_v.IntegerType}.Zero).{_v.AsElements};");
        }

        foreach (string sum in rowTerms.Sums.Select(s => s + row.Suffix))
        {
            writer.Line($"{_v.Type} {sum} = {_v.Type}.Zero;");
            writer.Line($"{_v.Type} {CompensatedSum.Error(sum)} = {_v.Type}.Zero;");
        }

        rowTerms.WriteConstants();
    }

    /// <summary>Prints the exponentials of some vectors beside each other.</summary>
    private void WriteVectors((GroupRow Row, int Vector)[] vectors)
    {
        foreach ((GroupRow row, int k) in vectors)
        {
            writer.Line($"{_v.Type} {E(row, k)} = {Load("x", (row.Number * plan.Classes) + _offsets[k])};");
            rowTerms.WriteTerms(E(row, k), Literal.Of(k), Literal.Of(_offsets[k]), Mask(k));
        }

        if (vectors.Length == AtOnce)
        {
            string each = vectors.Any(v => v.Row.Number > 0)
                ? string.Join(", ", vectors.Select(v => "shift" + v.Row.Suffix).Concat(vectors.Select(v => "lowest" + v.Row.Suffix)))
                : "shift, lowest";
            writer.Line($"VectorMath.Exp({string.Join(", ", vectors.Select(v => "ref " + E(v.Row, v.Vector)))}, {each});");
        }
        else
        {
            foreach ((GroupRow row, int k) in vectors)
            {
                writer.Line($"{E(row, k)} = VectorMath.Exp({E(row, k)}, shift{row.Suffix}, lowest{row.Suffix});");
            }
        }

        foreach ((GroupRow row, int k) in vectors)
        {
            string e = E(row, k);
            if (!_hasProbabilities)
            {
                string indices = _offsets[k] == 0 ? $"{_v.IntegerType}.Indices" : $"{_v.IntegerType}.Indices + {_v.Operations}.Create({_v.Integer(_offsets[k])})";
                writer.Line($"{e} = {_v.Operations}.AndNot({e}, {_v.Operations}.Equals(target{row.Suffix}, {indices}).{_v.AsElements} | ignored{row.Suffix});");
            }

            writer.Line($"{e}.StoreUnsafe(ref rowParked, {Literal.Of((row.Number * form.Width) + _offsets[k])});");
            string sum = rowTerms.Sums[0] + row.Suffix;
            string term = Mask(k) is { } mask ? $"{e} & {mask}" : e;
            writer.Line(k == 0 ? $"{sum} = {term};" : CompensatedSum.Add(sum, term, sum));
        }
    }

    private void WriteSums()
    {
        writer.Line(_isLossLast ? "// The sums, and what the gradients need: each row in a lane." : "// The losses, and what the gradients need: each row in a lane.");
        using (OpenLanes())
        {
            writer.Line("nint row = start + r;");
            writer.Line("nuint place = (nuint)row;");
            if (!_isLossLast)
            {
                WriteMaximaOfLanes();
            }

            for (int n = 0; n < rowTerms.Sums.Count; n++)
            {
                string parts = rowTerms.Sums[n];
                string sum = laneTerms.Sums[n];
                writer.Line($"RowGroups.Sum(ref Unsafe.Add(ref {parts}Parts, r * {_lanes}), ref Unsafe.Add(ref {parts}Errors, r * {_lanes}), out {_v.Type} {sum}, out {_v.Type} {CompensatedSum.Error(sum)});");
            }

            if (!_hasProbabilities)
            {
                string shift = _isLossLast ? LoadLanes("rowShift") : "shift";
                string logit = _isLossLast ? LoadLanes("rowLogit") : "logit";
                writer.Line($"{_v.Type} own = VectorMath.Exp({logit}, {shift}, {LoadLanes("rowLowest")});");
                if (plan.KernelWeights is not null)
                {
                    writer.Line($"{_v.Type} ownShare = {LoadLanes("rowShare")};");
                }
            }

            foreach (string sum in laneTerms.Sums)
            {
                writer.Line($"{sum} = {CompensatedSum.Total(sum)};");
            }

            if (_isLossLast)
            {
                writer.Line("rest.StoreUnsafe(ref rowRest, (nuint)r);");
                writer.Line("own.StoreUnsafe(ref rowOwn, (nuint)r);");
            }
            else
            {
                laneTerms.WriteLoss();
                writer.Line();
            }

            using (writer.Open("if (TPass.Backward)"))
            {
                laneTerms.WriteFactors();
                writer.Line("factor.StoreUnsafe(ref rowFactor, (nuint)r);");
                if (!_hasProbabilities)
                {
                    writer.Line("atTarget.StoreUnsafe(ref rowAtTarget, (nuint)r);");
                }
            }
        }
    }

    /// <summary>Prints the losses by themselves: nothing waits for their logarithms.</summary>
    private void WriteLosses()
    {
        writer.Line("// The losses: nothing waits for their logarithms here.");
        using (OpenLanes())
        {
            writer.Line("nuint place = (nuint)(start + r);");
            WriteMaximaOfLanes();
            writer.Line($"{_v.Type} rest = {LoadLanes("rowRest")};");
            writer.Line($"{_v.Type} own = {LoadLanes("rowOwn")};");
            laneTerms.WriteLoss();
        }
    }

    private void WriteMaximaOfLanes()
    {
        writer.Line($"{_v.Type} max = {LoadLanes("rowMax")};");
        writer.Line($"{_v.Type} shift = {LoadLanes("rowShift")};");
        if (!_hasProbabilities)
        {
            WriteIgnored();
            writer.Line($"{_v.Type} logit = {LoadLanes("rowLogit")};");
        }
    }

    private void WriteGradients()
    {
        using (writer.Open("if (TPass.Backward)"))
        {
            writer.Line("// Past the caches, the rows are put together where they are parked, and written as one.");
            writer.Line($"ref {_element} gradients = ref TPass.Streams ? ref parked : ref Unsafe.Add(ref block.Gradient, start * {_classes});");
            rowTerms.WriteGradientConstants();
            using (OpenRows())
            {
                writer.Line("nint row = start + r;");
                WriteParked();
                writer.Line($"ref {_element} gradient = ref Unsafe.Add(ref gradients, r * {_classes});");
                writer.Line($"{_element} factor = Unsafe.Add(ref rowFactor, r);");
                if (rowTerms.Carried.Any(c => c.Name == "scale"))
                {
                    writer.Line($"{_element} scale = Unsafe.Add(ref block.Scales, row);");
                }

                if (!_hasProbabilities)
                {
                    writer.Line("int target = Unsafe.Add(ref rowTargets, r);");
                    writer.Line($"{_element} atTarget = Unsafe.Add(ref rowAtTarget, r);");
                }

                rowTerms.WriteGradientStart(Own);
                for (int k = 0; k < _offsets.Length; k++)
                {
                    writer.Line($"{_v.Type} g{Literal.Of(k)} = {rowTerms.Entry(Literal.Of(_offsets[k]), name => name == "parked" ? "rowParked" : name)};");
                }

                for (int k = 0; k < _offsets.Length; k++)
                {
                    writer.Line($"g{Literal.Of(k)}.StoreUnsafe(ref gradient, {Literal.Of(_offsets[k])});");
                }

                foreach (int offset in _offsets)
                {
                    writer.Line($"Streaming.FetchGradient<TPass, {_element}>(ref Unsafe.Add(ref gradient, {Literal.Of(offset)}));");
                }

                if (!_hasProbabilities)
                {
                    using (writer.Open("if (target >= 0)"))
                    {
                        writer.Line("Unsafe.Add(ref gradient, target) = atTarget;");
                    }
                }
            }

            writer.Line();
            using (writer.Open("if (TPass.Streams)"))
            {
                writer.Line($"lines.Write(ref parked, count * {_classes}, start, count, ref Unsafe.Add(ref block.Gradient, start * {_classes}));");
            }
        }
    }

    private void WriteRowStart() => writer.Line($"ref {_element} x = ref Unsafe.Add(ref logits, r * {_classes});");

    private void WriteParked() => writer.Line($"ref {_element} rowParked = ref Unsafe.Add(ref parked, r * {_width});");

    private SourceWriter.Block OpenRows() => writer.Open("for (nint r = 0; r < count; r++)");

    private SourceWriter.Block OpenLanes() => writer.Open($"for (nint r = 0; r < count; r += {_lanes})");

    private string Load(string source, int offset) => $"{_v.Operations}.LoadUnsafe(ref {source}, {Literal.Of(offset)})";

    private string LoadLanes(string array) => $"{_v.Operations}.LoadUnsafe(ref {array}, (nuint)r)";

    private string VectorOf(string row) => $"(nuint)({row} * {_lanes})";

    /// <summary>The lanes that no vector before has held, if not all.</summary>
    private string? Mask(int k) => k < form.Row.Straight.Count ? null : "fresh";

    private static string E(GroupRow row, int k) => row.Suffix.Length == 0 ? $"e{Literal.Of(k)}" : $"e{row.Suffix}{(char)('a' + k)}";

    private static string Own(string name) => name;

    /// <summary>A row that is taken together with others.</summary>
    /// <param name="Number">Its number among them.</param>
    /// <param name="Suffix">The end of the names of its variables.</param>
    private sealed record GroupRow(int Number, string Suffix);
}
