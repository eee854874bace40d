using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <content>The exponentials of a group.</content>
internal sealed partial class RowGroupEmitter
{
    /// <summary>Prints the exponentials.</summary>
    /// <param name="isNarrow">Whether they have no shift, and it is found out whether they need one.</param>
    private void WriteExponentials(bool isNarrow)
    {
        string powers = isNarrow ? "exp(x)" : "exp(x) / 2^shift";
        string what = _hasProbabilities
            ? $"{powers}, parked for the gradient, and the sums over the classes, a vector of each for a row."
            : $"{powers} of all classes but the row's own, parked for the gradient, and the sums over them, a vector for each row; of ignored rows whatever they hold.";
        writer.Line($"/// <summary>{what}{(isNarrow ? " Whether all logits lie so near 0 that they need no shift." : "")}</summary>");
        WriteMethod($"{(isNarrow ? "bool" : "void")} {MethodOfExponentials(isNarrow)}<TPass>{Rows} where TPass : struct, IPass", () =>
        {
            WriteArrays(_memory.OfExponentials(isNarrow));
            WriteLogitsOfGroup();
            if (!_hasProbabilities)
            {
                WriteRowTargets();
            }

            if (isNarrow)
            {
                writer.Line($"{_v.Type} magnitude = {_v.Type}.Zero;");
            }

            WriteRows(isNarrow);
            if (isNarrow)
            {
                writer.Line();
                writer.Line("return VectorMath.AreNarrow(magnitude);");
            }
        });
    }

    private void WriteRows(bool isNarrow)
    {
        writer.Line();
        writer.Line(rowTerms.Sums.Any(HasErrors) ? "// Sums carry the rounding errors of their additions beside them." : "// A row has so few vectors that their sum needs no rounding errors beside it.");
        if (form.Row.Last is { } fresh)
        {
            writer.Line($"{_v.Type} fresh = {_v.LanesFrom(fresh.FreshLane)};");
        }

        // Terms beside the exponentials have names of their own: then rows are taken one by one.
        int together = rowTerms.Sums.Count > 1 ? 1 : form.RowsTogether;
        GroupRow[] rows = [.. Enumerable.Range(0, together).Select(q => new GroupRow(q, together == 1 ? "" : Literal.Of(q)))];
        (GroupRow Row, int Vector)[] vectors = [.. rows.SelectMany(row => _offsets.Select((_, k) => (row, k)))];
        using (writer.Open($"for (nint r = 0; r < count; {(together == 1 ? "r++" : $"r += {Literal.Of(together)}")})"))
        {
            WriteRowStart();
            WriteParked();
            if (_triesNarrow)
            {
                foreach (GroupRow row in rows)
                {
                    WriteFetch(row.Number);
                    WriteLogitOfTarget(row);
                }
            }

            for (int first = 0; first < vectors.Length; first += Exponentials.AtOnce)
            {
                (GroupRow, int)[] some = [.. vectors.Skip(first).Take(Exponentials.AtOnce)];
                WriteLogits(some, isNarrow);
                if (isNarrow)
                {
                    Exponentials.WriteNarrow(writer, [.. some.Select(v => E(v.Item1, v.Item2))]);
                }
                else
                {
                    Exponentials.Write(writer, [.. some.Select(Shifted)], form.AreExponentialsSparing);
                }

                WriteParts(some);
            }
        }
    }

    /// <summary>Prints what is known of a row before its logits are looked at.</summary>
    private void WriteStart(GroupRow row, bool isNarrow)
    {
        if (!isNarrow)
        {
            string r = row.Number == 0 ? "r" : $"r + {Literal.Of(row.Number)}";
            writer.Line($"{_v.Type} shift{row.Suffix} = {_v.Operations}.Create(Unsafe.Add(ref rowShift, {r}));");
        }

        if (rowTerms.Sums.Count > 1)
        {
            writer.Line($"{_element} max = Unsafe.Add(ref rowMax, r);");
        }

        if (_hasProbabilities)
        {
            writer.Line("nint row = start + r;");
            rowTerms.WriteStart();
        }

        foreach (string sum in rowTerms.Sums.Where(HasErrors))
        {
            CompensatedSum.WriteStart(writer, _v, sum + row.Suffix, rowTerms.StartOf(sum));
        }

        rowTerms.WriteConstants();
    }

    /// <summary>Prints which class of a row is its target.</summary>
    private void WriteTarget(GroupRow row)
    {
        string r = row.Number == 0 ? "r" : $"r + {Literal.Of(row.Number)}";
        writer.Line($"{_v.IntegerType} target{row.Suffix} = {_v.Operations}.Create(({_v.IntegerKeyword})Unsafe.Add(ref rowTargets, {r}));");
    }

    /// <summary>Prints the loads of some vectors, and what is known of rows that start with them.</summary>
    private void WriteLogits(IReadOnlyList<(GroupRow Row, int Vector)> vectors, bool isNarrow)
    {
        foreach ((GroupRow row, int k) in vectors)
        {
            if (k == 0)
            {
                WriteStart(row, isNarrow);
            }

            writer.Line($"{_v.Type} {E(row, k)} = {Load("x", (row.Number * plan.Classes) + _offsets[k])};");
            if (isNarrow)
            {
                WriteMagnitude(row, k);
            }

            rowTerms.WriteTerms(E(row, k), Literal.Of(k), Literal.Of(_offsets[k]), Mask(k));
        }
    }

    /// <summary>Prints how the largest magnitude of the logits is found: of a row first, since NaN may hide others of it.</summary>
    private void WriteMagnitude(GroupRow row, int k)
    {
        string name = "farthest" + row.Suffix;
        string first = _offsets.Length == 1 ? $"{_v.Operations}.Abs({E(row, k)})" : E(row, k);
        writer.Line(k == 0 ? $"{_v.Type} {name} = {first};" : $"{name} = VectorMath.Magnitude({name}, {E(row, k)});");
        if (k == _offsets.Length - 1)
        {
            writer.Line($"magnitude = VectorMath.MagnitudeOfRows(magnitude, {name});");
        }
    }

    /// <summary>Prints what becomes of exponentials: they are parked and summed.</summary>
    private void WriteParts(IReadOnlyList<(GroupRow Row, int Vector)> vectors)
    {
        foreach ((GroupRow row, int k) in vectors)
        {
            string e = E(row, k);
            if (!_hasProbabilities)
            {
                if (k == 0)
                {
                    WriteTarget(row);
                }

                string indices = _offsets[k] == 0 ? $"{_v.IntegerType}.Indices" : $"{_v.IntegerType}.Indices + {_v.Operations}.Create({_v.Integer(_offsets[k])})";
                writer.Line($"{e} = {_v.Without(e, $"{_v.Operations}.Equals(target{row.Suffix}, {indices}).{_v.AsElements}")};");
            }

            WriteAdd(row, k);
            if (k == _offsets.Length - 1)
            {
                WriteRowSums(row);
            }
        }

        if (vectors.Count == 0)
        {
            return;
        }

        using (writer.Open("if (TPass.Backward)"))
        {
            foreach ((GroupRow row, int k) in vectors)
            {
                writer.Line($"{E(row, k)}.StoreUnsafe(ref rowParked, {Literal.Of((row.Number * form.Width) + _offsets[k])});");
            }
        }
    }

    /// <summary>Prints how an exponential is added to its row's sum, or the last of four with the others.</summary>
    private void WriteAdd(GroupRow row, int k)
    {
        int together = plan.ExponentialsTogether;
        if ((k + 1) % together != 0 && k != _offsets.Length - 1)
        {
            return;
        }

        int first = k - (k % together);
        string sum = rowTerms.Sums[0] + row.Suffix;
        string term = CompensatedSum.OfFour([.. Enumerable.Range(first, k - first + 1).Select(n => Mask(n) is { } mask ? $"({E(row, n)} & {mask})" : E(row, n))]);
        writer.Line(first != 0 ? CompensatedSum.AddPositive(sum, term) : HasErrors(rowTerms.Sums[0]) ? $"{sum} = {term};" : $"{_v.Type} {sum} = {term};");
    }

    /// <summary>Whether the sum of a row's vectors has rounding errors beside it.</summary>
    private bool HasErrors(string sum) => _memory.HasErrors(sum);

    /// <summary>Prints how the sums of a row are kept.</summary>
    private void WriteRowSums(GroupRow row)
    {
        foreach (string sum in rowTerms.Sums)
        {
            string name = sum + row.Suffix;
            string to = VectorOf(row.Number == 0 ? "r" : $"(r + {Literal.Of(row.Number)})");
            string? start = rowTerms.StartOf(sum);
            writer.Line($"{(start is null ? name : $"({CompensatedSum.Grown(_v, name, start)})")}.StoreUnsafe(ref {sum}Parts, {to});");
            if (HasErrors(sum))
            {
                writer.Line($"{CompensatedSum.Error(name)}.StoreUnsafe(ref {sum}Errors, {to});");
            }
        }
    }

    /// <summary>The lanes that no vector before has held, if not all.</summary>
    private string? Mask(int k) => k < form.Row.Straight.Count ? null : "fresh";

    private static ShiftedVariable Shifted((GroupRow Row, int Vector) vector) => new(E(vector.Row, vector.Vector), "shift" + vector.Row.Suffix);

    private static string E(GroupRow row, int k) => row.Suffix.Length == 0 ? $"e{Literal.Of(k)}" : $"e{row.Suffix}{(char)('a' + k)}";

    /// <summary>A row that is taken together with others.</summary>
    /// <param name="Number">Its number among them.</param>
    /// <param name="Suffix">The end of the names of its variables.</param>
    private sealed record GroupRow(int Number, string Suffix);
}
