using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <content>The exponentials of a group.</content>
internal sealed partial class RowGroupEmitter
{
    private void WriteExponentials()
    {
        writer.Line(_hasProbabilities
            ? "// exp(x) / 2^shift, parked for the gradient, and the sums over the classes, a vector of each for a row."
            : "// exp(x) / 2^shift of all classes but the row's own, parked for the gradient, and the sums over them, a vector for each row; of ignored rows nothing, whatever they hold.");
        writer.Line("// Sums carry the rounding errors of their additions beside them.");
        if (form.Row.Last is { } fresh)
        {
            writer.Line($"{_v.Type} fresh = {_v.LanesFrom(fresh.FreshLane)};");
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
                for (int first = 0; first < _offsets.Length; first += Exponentials.AtOnce)
                {
                    WriteVectors([.. Enumerable.Range(first, Math.Min(Exponentials.AtOnce, _offsets.Length - first)).Select(k => (rows[0], k))]);
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
            CompensatedSum.WriteStart(writer, _v, sum);
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

        Exponentials.Write(writer, [.. vectors.Select(v => (E(v.Row, v.Vector), "shift" + v.Row.Suffix, "lowest" + v.Row.Suffix))]);
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

    /// <summary>The lanes that no vector before has held, if not all.</summary>
    private string? Mask(int k) => k < form.Row.Straight.Count ? null : "fresh";

    private static string E(GroupRow row, int k) => row.Suffix.Length == 0 ? $"e{Literal.Of(k)}" : $"e{row.Suffix}{(char)('a' + k)}";

    /// <summary>A row that is taken together with others.</summary>
    /// <param name="Number">Its number among them.</param>
    /// <param name="Suffix">The end of the names of its variables.</param>
    private sealed record GroupRow(int Number, string Suffix);
}
