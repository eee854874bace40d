using CeGen.Generator.Model;
using CeGen.Generator.Planning;
using CeGen.Runtime;

namespace CeGen.Generator.Emitting;

/// <summary>
/// Prints groups of rows: for all rows of a group, first the maxima if they are needed, then the exponentials, the sums, the gradients and the losses. What is known of a row by itself is in a lane of its own there, so
/// that no row waits for its sums and logarithms.
/// </summary>
/// <remarks>Where a vector holds classes of one row, the formula is <see cref="RowTerms"/>'s; where it holds a number of each row, <see cref="LaneTerms"/>'.</remarks>
internal sealed partial class RowGroupEmitter(SourceWriter writer, KernelPlan plan, RowGroupForm form, RowTerms rowTerms, LaneTerms laneTerms)
{
    private readonly VectorNames _v = new(form.Row.Bits, plan.Element);
    private readonly string _element = plan.Element.Keyword();
    private readonly string _classes = Literal.Of(plan.Classes);
    private readonly string _bits = Literal.Of(form.Row.Bits);
    private readonly string _lanes = Literal.Of(form.Row.Lanes);
    private readonly string _width = Literal.Of(form.Width);
    private readonly RowGroupMemory _memory = new(plan, form, rowTerms.Sums);
    private readonly bool _hasProbabilities = plan.Targets.AreProbabilities;

    /// <summary>Whether the sums of the rows are kept until the gradients are written, and the losses computed then.</summary>
    private readonly bool _isLossLast = plan.IsLossOfSums;

    /// <summary>Whether rows are first computed without maxima.</summary>
    private readonly bool _triesNarrow = plan.TriesNarrow;

    /// <summary>How the vectors of rows become the sums of exponentials.</summary>
    private string SumOfExponentials => !plan.Targets.AreProbabilities && RowShape.ArePairs(form.Row.Lanes, plan.Classes) ? "SumPairs" : "SumPositive";

    /// <summary>Where each vector of a row starts; the last may overlap the one before.</summary>
    private readonly int[] _offsets = [.. form.Row.Straight, .. form.Row.Last is { } last ? new[] { last.Offset } : []];

    public static RowGroupEmitter Of(SourceWriter writer, KernelPlan plan, RowGroupForm form) =>
        new(writer, plan, form, RowTerms.Of(writer, plan, form.Row), LaneTerms.Of(writer, plan, form.Row.Bits));

    /// <summary>The elements of scratch memory.</summary>
    public string ScratchLength => $"{Literal.Of(_memory.Length)} + (TPass.Streams ? GradientLines<{_element}>.Vectors * {_lanes} : 0)";

    public void Write()
    {
        string phases = _triesNarrow ? "the exponentials of all, with the maxima before them where a logit lies far from 0" : "the maxima of all, then the exponentials";
        string last = _isLossLast ? "the gradients and the losses" : "the losses and the gradients";
        writer.Line($"/// <summary>{Literal.Of(form.Rows)} rows at a time, in {_bits}-bit vectors: {phases}, {last}.</summary>");
        WriteMethod($"void Rows{_bits}<TPass>(in RowBlock<{_element}> block) where TPass : struct, IPass", () =>
        {
            WriteArrays(_memory.Arrays);
            writer.Line($"var lines = new GradientLines<{_element}>(ref Unsafe.Add(ref block.Scratch, TPass.Streams ? {Literal.Of(_memory.Length)} : 0));");
            if (_triesNarrow)
            {
                WriteNarrowStart();
            }

            using (writer.Open($"for (nint start = 0; start < block.Rows; start += {Literal.Of(form.Rows)})"))
            {
                WriteGroup();
            }

            writer.Line();
            using (writer.Open("if (TPass.Streams)"))
            {
                writer.Line("lines.Complete();");
            }
        });
        writer.Line();
        WriteShifts();
        writer.Line();
        if (_triesNarrow)
        {
            WriteExponentials(isNarrow: true);
            writer.Line();
        }

        WriteExponentials(isNarrow: false);
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

    /// <summary>Prints where some arrays of the scratch memory lie.</summary>
    private void WriteArrays(IEnumerable<(string Name, int Start)> arrays)
    {
        foreach ((string name, int offset) in arrays)
        {
            writer.Line($"ref {_element} {name} = ref {(offset == 0 ? "block.Scratch" : $"Unsafe.Add(ref block.Scratch, {Literal.Of(offset)})")};");
        }
    }

    /// <summary>Prints what stands for the maxima of rows that have none.</summary>
    private void WriteNarrowStart()
    {
        writer.Line();
        writer.Line("// As long as all logits lie near 0, exponentials need no shift, and rows no maximum.");
        writer.Line("bool areNarrow = !TPass.Backward || VectorMath.AreOrdinaryScales(ref block.Scales, block.Rows);");
        using (writer.Open($"for (nint r = 0; r < {Literal.Of(form.Rows)}; r += {_lanes})"))
        {
            writer.Line($"{_v.Type}.Zero.StoreUnsafe(ref rowMax, (nuint)r);");
            writer.Line($"VectorMath.Shift({_v.Type}.Zero).StoreUnsafe(ref rowShift, (nuint)r);");
        }

        writer.Line();
    }

    private void WriteGroup()
    {
        writer.Line($"nint count = nint.Min({Literal.Of(form.Rows)}, block.Rows - start);");
        if (!_hasProbabilities)
        {
            WriteRowTargets();
        }

        if (_triesNarrow)
        {
            using (writer.Open("if (areNarrow)"))
            {
                writer.Line($"areNarrow = {ExponentialsCall(isNarrow: true)};");
            }

            writer.Line();
            using (writer.Open("if (!areNarrow)"))
            {
                WriteShifted();
            }
        }
        else
        {
            WriteShifted();
        }

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

    private string ExponentialsCall(bool isNarrow) => $"{MethodOfExponentials(isNarrow)}<TPass>(in block, start, count)";

    private string MethodOfExponentials(bool isNarrow) => $"Exponentials{(isNarrow ? "Narrow" : "")}{_bits}";

    /// <summary>Prints the calls for exponentials that are shifted by the maxima of their rows.</summary>
    private void WriteShifted()
    {
        using (writer.Open($"if (!Shift{_bits}(in block, start, count))"))
        {
            writer.Line("// Logits beyond the range of the shift.");
            writer.Line($"{KernelEmitter.Dynamic(plan, "DynamicRows", "in block, start, (int)count")};");
            writer.Line("continue;");
        }

        writer.Line();
        writer.Line($"{ExponentialsCall(isNarrow: false)};");
    }

    /// <summary>Prints the signature's part that phases of a group have in common.</summary>
    private string Rows => $"(in RowBlock<{_element}> block, nint start, nint count)";

    private void WriteLogitsOfGroup() => writer.Line($"ref {_element} logits = ref Unsafe.Add(ref block.Logits, start * {_classes});");

    private void WriteRowTargets() => writer.Line("ref int rowTargets = ref Unsafe.Add(ref block.Targets, start);");

    private void WriteMaxima()
    {
        using (OpenRows())
        {
            WriteRowStart();
            writer.Line($"{_v.Type} m = {Load("x", _offsets[0])};");
            foreach (int offset in _offsets.Skip(1))
            {
                writer.Line($"m = {_v.Operations}.MaxNative(m, {Load("x", offset)});");
            }

            writer.Line($"m.StoreUnsafe(ref sParts, {VectorOf("r")});");
            if (_triesNarrow)
            {
                return;
            }

            WriteFetch(0);
            if (!_hasProbabilities)
            {
                WriteLogitOfTarget(new GroupRow(0, ""));
            }
        }
    }

    /// <summary>Prints how logits of later groups are asked for.</summary>
    private void WriteFetch(int row)
    {
        foreach (int offset in _offsets)
        {
            writer.Line($"Streaming.Fetch(ref Unsafe.Add(ref x, {Literal.Of((row * plan.Classes) + offset)}));");
        }
    }

    /// <summary>Prints how the logit of a row's class is kept, for all rows together.</summary>
    private void WriteLogitOfTarget(GroupRow row)
    {
        string r = row.Number == 0 ? "r" : $"r + {Literal.Of(row.Number)}";
        string target = $"nint.Max(Unsafe.Add(ref rowTargets, {r}), 0)";
        string start = row.Number == 0 ? "" : $"{Literal.Of(row.Number * plan.Classes)} + ";
        writer.Line($"Unsafe.Add(ref rowLogit, {r}) = Unsafe.Add(ref x, {start}{target});");
        if (plan.KernelWeights is not null)
        {
            writer.Line($"Unsafe.Add(ref rowShare, {r}) = Unsafe.Add(ref block.Shares, {target});");
        }
    }

    private void WriteShifts()
    {
        writer.Line("/// <summary>The largest logit of each row, and how exponentials are shifted by it. Whether all rows are within the range of the shift.</summary>");
        WriteMethod($"bool Shift{_bits}{Rows}", () =>
        {
            WriteArrays(_memory.OfShifts);
            WriteLogitsOfGroup();
            if (!_hasProbabilities)
            {
                WriteRowTargets();
            }

            WriteMaxima();
            writer.Line();
            writer.Line("bool areOrdinary = true;");
            using (OpenLanes())
            {
                writer.Line($"RowGroups.Max(ref Unsafe.Add(ref sParts, r * {_lanes}), out {_v.Type} max);");
                if (!_hasProbabilities)
                {
                    WriteIgnored();
                    writer.Line($"max = {_v.Operations}.AndNot(max, ignored);");
                    if (!_triesNarrow)
                    {
                        writer.Line($"{_v.Operations}.AndNot({LoadLanes("rowLogit")}, ignored).StoreUnsafe(ref rowLogit, (nuint)r);");
                    }
                }

                writer.Line("areOrdinary &= VectorMath.AreOrdinary(max);");
                writer.Line("max.StoreUnsafe(ref rowMax, (nuint)r);");
                writer.Line("VectorMath.Shift(max).StoreUnsafe(ref rowShift, (nuint)r);");
            }

            writer.Line();
            writer.Line("return areOrdinary;");
        });
    }

    /// <summary>Prints which rows of a vector are ignored.</summary>
    private void WriteIgnored()
    {
        writer.Line($"RowLanes.LoadTargets(ref rowTargets, r, out {_v.IntegerType} target);");
        writer.Line($"{_v.Type} ignored = {_v.Operations}.LessThan(target, {_v.IntegerType}.Zero).{_v.AsElements};");
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
                string errors = HasErrors(parts) ? $"ref Unsafe.Add(ref {parts}Errors, r * {_lanes}), " : "";
                writer.Line($"RowGroups.{(n == 0 ? SumOfExponentials : "Sum")}(ref Unsafe.Add(ref {parts}Parts, r * {_lanes}), {errors}out {_v.Type} {sum}, out {_v.Type} {CompensatedSum.Error(sum)});");
            }

            if (!_hasProbabilities)
            {
                string shift = _isLossLast ? LoadLanes("rowShift") : "shift";
                string logit = _isLossLast ? LoadLanes("rowLogit") : "logit";
                if (_triesNarrow)
                {
                    WriteIgnored();
                    logit = $"{_v.Operations}.AndNot({logit}, ignored)";
                }

                writer.Line($"{_v.Type} own = VectorMath.Exp({logit}, {shift});");
                if (plan.KernelWeights is not null)
                {
                    writer.Line($"{_v.Type} ownShare = {LoadLanes("rowShare")};");
                }
            }

            foreach (string sum in laneTerms.Sums)
            {
                writer.Line($"{sum} = {CompensatedSum.Total(_v, sum)};");
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
        writer.Line("bool areNear = true;");
        using (OpenLanes())
        {
            writer.Line("nuint place = (nuint)(start + r);");
            WriteIgnored();
            writer.Line($"{_v.Type} rest = {LoadLanes("rowRest")};");
            writer.Line($"{_v.Type} own = {LoadLanes("rowOwn")};");
            if (plan.HasLogSums)
            {
                writer.Line($"{_v.Type} shift = {LoadLanes("rowShift")};");
            }

            laneTerms.WriteLossOfSums();
        }

        writer.Line();
        using (writer.Open("if (!areNear)"))
        {
            writer.Line("// The target of a row lies far below its maximum.");
            writer.Line($"RowLanes.WriteFarLosses(in block, start, count, ref rowLogit, 1, 0, ref rowMax, ref rowRest, ref rowOwn);");
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

                    using (writer.Open("else"))
                    {
                        writer.Line("// An ignored row.");
                        foreach (int offset in _offsets)
                        {
                            writer.Line($"{_v.Type}.Zero.StoreUnsafe(ref gradient, {Literal.Of(offset)});");
                        }
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

    private static string Own(string name) => name;
}
