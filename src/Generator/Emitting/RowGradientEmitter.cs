using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Prints how the gradient of a row is written from its parked exponentials: step by step beside the exponentials of the next row, and what is left by a method of its own.</summary>
internal sealed class RowGradientEmitter(SourceWriter writer, KernelPlan plan, RowLoopForm form, RowTerms terms, RowLoopMemory memory)
{
    private readonly VectorNames _v = new(form.Bits, plan.Element);
    private readonly string _element = plan.Element.Keyword();
    private readonly string _classes = Literal.Of(plan.Classes);
    private readonly string _bits = Literal.Of(form.Bits);
    private readonly string _parameters = string.Join(", ", terms.Carried.Select(c => $"{c.Type} {c.Name}"));
    private readonly string _ownArguments = string.Join(", ", terms.Carried.Select(c => c.Name));
    private readonly string _arguments = string.Join(", ", terms.Carried.Select(c => Last(c.Name)));

    /// <summary>Whether the gradient waits for the next row.</summary>
    public string Condition => form.IsPipelined ? "TPass.Backward" : "TPass.Streams";

    /// <summary>What goes with the row before, named after what goes with a row.</summary>
    public static string Last(string name) => "last" + char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>Prints what the steps in the loop need.</summary>
    public void WriteBeforeLoop()
    {
        writer.Line();
        writer.Line("// The gradient of the row before: from where a line starts, past the caches; as far as whole steps go.");
        writer.Line($"ref {_element} lastParked = ref {memory.LastPlace};");
        writer.Line($"ref {_element} lastGradient = ref Unsafe.Add(ref block.Gradient, lastRow * {_classes});");
        writer.Line("nuint head = 0;");
        writer.Line("nuint whole = 0;");
        using (writer.Open($"if ({Condition} && lastRow >= 0)"))
        {
            using (writer.Open("if (TPass.Streams)"))
            {
                writer.Line($"head = Start{_bits}<TPass>(in block, lastRow, ref lastParked, ref lines, {_arguments});");
            }

            writer.Line();
            writer.Line(form.IsPipelined ? $"whole = {Literal.Of(form.LoopEnd)};" : $"whole = {Literal.Of(plan.Classes - form.Step + 1)} - head;");
        }

        writer.Line();
        terms.WriteGradientStart(Last);
    }

    /// <summary>Prints a step in the loop.</summary>
    public void WriteStep()
    {
        writer.Line();
        using (writer.Open($"if ({Condition} && {Behind} < whole)"))
        {
            writer.Line($"nuint j = head + {(form.IsPipelined ? $"({Behind})" : Behind)};");
            for (int k = 0; k < form.Unroll; k++)
            {
                WriteStore("lastGradient", Offset("j", k), Last);
                if (form.IsPipelined)
                {
                    writer.Line($"Streaming.FetchGradient<TPass, {_element}>(ref Unsafe.Add(ref lastGradient, {Offset("j", k)}));");
                }
            }
        }
    }

    /// <summary>Where the gradient is written in the loop: a step behind the exponentials, so that it does not wait for the row before; beside them where they overwrite that row.</summary>
    private string Behind => form.IsPipelined ? $"i - {Literal.Of(form.Step)}" : "i";

    /// <summary>Prints what the steps in the loop have left, or the call for it.</summary>
    public void WriteAfterLoop()
    {
        writer.Line();
        if (!form.IsPipelined)
        {
            string done = $"head + (head <= {Literal.Of(plan.Classes - form.LoopEnd)} ? {Literal.Of(form.LoopEnd)}u : {Literal.Of(form.LoopEnd - form.Step)}u)";
            using (writer.Open($"if ({Condition} && lastRow >= 0)"))
            {
                writer.Line(Call("lastRow", "lastParked", done));
            }

            return;
        }

        int left = form.LoopEnd - form.Step;
        using (writer.Open($"if ({Condition} && lastRow >= 0)"))
        {
            using (writer.Open("if (TPass.Streams)"))
            {
                writer.Line(Call("lastRow", "lastParked", $"head + {Literal.Of(left)}"));
            }

            using (writer.Open("else"))
            {
                IEnumerable<int> offsets = [.. Enumerable.Range(0, form.Unroll).Select(k => left + (k * form.Lanes)), .. form.Straight, .. form.Last is { } last ? new[] { last.Offset } : []];
                foreach (int offset in offsets)
                {
                    WriteStore("lastGradient", Literal.Of(offset), Last);
                }

                terms.WriteGradientEnd(Last);
            }
        }
    }

    /// <summary>The call that writes the gradient of a row from an element on.</summary>
    public string Call(string row, string parked, string start) =>
        $"Gradient{_bits}<TPass>(in block, {row}, ref {parked}, ref lines, {start}, {_arguments});";

    /// <summary>Prints the methods.</summary>
    public void Write()
    {
        writer.Line("/// <summary>Past the caches, the gradient of a row up to its first whole line. Gives where that starts.</summary>");
        writer.Line(KernelEmitter.Optimised);
        using (writer.Open($"private static nuint Start{_bits}<TPass>(in RowBlock<{_element}> block, nint row, ref {_element} parked, ref GradientLines<{_element}> lines, {_parameters}) where TPass : struct, IPass"))
        using (writer.OpenIf(plan.Request.Project.ChecksOverflow, "unchecked"))
        {
            terms.WriteGradientConstants();
            terms.WriteGradientStart(Own);
            writer.Line($"return lines.Start({terms.Entry("0", Own)}, row, ref Unsafe.Add(ref block.Gradient, row * {_classes}));");
        }

        writer.Line();
        writer.Line("/// <summary>The gradient of a row from an element on, from its parked exponentials.</summary>");
        writer.Line(KernelEmitter.Optimised);
        using (writer.Open($"private static void Gradient{_bits}<TPass>(in RowBlock<{_element}> block, nint row, ref {_element} parked, ref GradientLines<{_element}> lines, nuint i, {_parameters}) where TPass : struct, IPass"))
        using (writer.OpenIf(plan.Request.Project.ChecksOverflow, "unchecked"))
        {
            WriteRow();
        }
    }

    private void WriteRow()
    {
        string end = Literal.Of(plan.Classes - form.Lanes);
        writer.Line($"ref {_element} gradient = ref Unsafe.Add(ref block.Gradient, row * {_classes});");
        terms.WriteGradientConstants();
        terms.WriteGradientStart(Own);
        using (writer.Open("if (TPass.Streams && i == 0)"))
        {
            writer.Line($"i = Start{_bits}<TPass>(in block, row, ref parked, ref lines, {_ownArguments});");
        }

        writer.Line();
        writer.Line("// The last vector overlaps those before. It is formed before they are written, since they may be where the exponentials are parked.");
        writer.Line($"{_v.Type} last = {terms.Entry(end, Own)};");
        if (plan.Classes >= 2 * form.Step)
        {
            using (writer.Open($"for (; i <= {Literal.Of(plan.Classes - form.Step)}; i += {Literal.Of(form.Step)})"))
            {
                for (int k = 0; k < form.Unroll; k++)
                {
                    WriteStore("gradient", Offset("i", k), Own);
                }
            }

            writer.Line();
        }

        using (writer.Open($"for (; i <= {end}; i += {Literal.Of(form.Lanes)})"))
        {
            WriteStore("gradient", "i", Own);
        }

        writer.Line();
        using (writer.Open("if (TPass.Streams)"))
        {
            writer.Line($"lines.End(last, row, ref Unsafe.Add(ref gradient, i), {_classes} - (int)i);");
        }

        if (form.Last is not null)
        {
            using (writer.Open("else"))
            {
                writer.Line($"last.StoreUnsafe(ref gradient, {end});");
            }
        }

        terms.WriteGradientEnd(Own);
    }

    private void WriteStore(string gradient, string offset, Func<string, string> rename) =>
        writer.Line($"Streaming.Store<TPass, {_element}>({terms.Entry(offset, rename)}, ref Unsafe.Add(ref {gradient}, {offset}));");

    private string Offset(string start, int k) => k == 0 ? start : $"{start} + {Literal.Of(k * form.Lanes)}";

    private static string Own(string name) => name;
}
