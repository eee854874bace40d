using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>
/// Prints the phases that rows or positions in lanes go through: a method for each, with loops of its own over the steps of a batch. A step depends on nothing but the phase before, so that the processor has
/// several of them under way.
/// </summary>
internal abstract class LanePhases(SourceWriter writer, KernelPlan plan, LanesForm form)
{
    /// <summary>The classes that are taken together.</summary>
    protected const int Group = Exponentials.AtOnce;

    protected SourceWriter Writer => writer;

    protected KernelPlan Plan => plan;

    protected LanesForm Form => form;

    protected VectorNames V { get; } = new(form.Bits, plan.Element);

    protected string Element { get; } = plan.Element.Keyword();

    protected string Bits { get; } = Literal.Of(form.Bits);

    protected string Step { get; } = Literal.Of(form.Rows);

    /// <summary>What of each row one phase leaves to the next, in the order of scratch memory.</summary>
    protected abstract IReadOnlyList<string> Kept { get; }

    /// <summary>The classes' places in scratch memory before the first one.</summary>
    protected virtual int ClassesBefore => 0;

    /// <summary>Where the numbers of the rows of a batch start in scratch memory.</summary>
    protected static string Of(string name) => name + "Of";

    protected void WritePhase(string summary, string name, Action writeBody)
    {
        string pass = name.EndsWith("<TPass>", StringComparison.Ordinal) ? " where TPass : struct, IPass" : "";
        WriteMethod(summary, $"{name}(in RowBlock<{Element}> block, nint start, nint rows){pass}", writeBody);
    }

    protected void WriteMethod(string summary, string signature, Action writeBody)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line(KernelEmitter.Optimised);
        using (writer.Open("private static " + signature))
        using (writer.OpenIf(plan.Request.Project.ChecksOverflow, "unchecked"))
        {
            writeBody();
        }
    }

    /// <summary>Prints how a batch is parked, with its maxima, or goes to the dynamic kernel.</summary>
    protected void WriteParkOrDynamic(LaneMemory memory)
    {
        using (writer.Open($"if (!{memory.Park})"))
        {
            writer.Line("// Some logits lie beyond the range of the shift. The first step goes alone, to the dynamic kernel if they are in it.");
            writer.Line($"rows = {Step};");
            using (writer.Open($"if (!{memory.Park})"))
            {
                writer.Line($"{KernelEmitter.Dynamic(plan, memory.Fallback, $"in block, start, {Step}")};");
                writer.Line("continue;");
            }
        }
    }

    /// <summary>Prints the classes in groups: all of them, or a loop and those that are left.</summary>
    protected void WriteGroups(Action<IReadOnlyList<LaneClass>> write, bool isUnrolled)
    {
        int unrolled = 0;
        if (!isUnrolled)
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

    protected SourceWriter.Block OpenSteps() => writer.Open($"for (nint row = 0; row < rows; row += {Step})");

    /// <summary>Prints where the scratch memory starts, and what it holds of each row.</summary>
    protected void WriteScratch(IEnumerable<string> names, bool parked = true)
    {
        if (parked)
        {
            writer.Line($"ref {Element} parked = ref {Scratch(0)};");
        }

        List<string> kept = [.. Kept];
        foreach (string name in names)
        {
            writer.Line($"ref {Element} {Of(name)} = ref {Scratch(plan.Classes + kept.IndexOf(name))};");
        }
    }

    /// <summary>Prints the variables that a sum of exponentials needs.</summary>
    protected void WriteStartOfSums(LaneTerms terms)
    {
        foreach (string sum in terms.Sums.Skip(1).Where(terms.IsPlain))
        {
            CompensatedSum.WritePlainStart(writer, V, sum);
        }

        if (terms.Sums.All(terms.IsPlain))
        {
            return;
        }

        writer.Line();
        writer.Line("// Sums carry the rounding errors of their additions beside them.");
        if (plan.Classes > plan.ExponentialsTogether || terms.AddsTerms)
        {
            CompensatedSum.WriteVariables(writer, V);
        }

        foreach (string sum in terms.Sums.Where(s => !terms.IsPlain(s)))
        {
            CompensatedSum.WriteStart(writer, V, sum, terms.StartOf(sum));
        }
    }

    /// <summary>Prints what keeps the errors of the first sum small, in a long loop over the classes.</summary>
    protected void WriteFold(LaneTerms terms, IReadOnlyList<LaneClass> classes)
    {
        if (classes[0].Name.Number is null && plan.Classes > form.Fold)
        {
            string sum = terms.Sums[0];
            string error = CompensatedSum.Error(sum);
            writer.Line();
            writer.Line("// The errors would lose digits of their own if they grew.");
            using (writer.Open($"if ((c & {Literal.Of(form.Fold - 1)}) == {Literal.Of(form.Fold - Group)})"))
            {
                writer.Line($"{V.Type} carried = {error};");
                writer.Line($"{error} = {V.Type}.Zero;");
                writer.Line(CompensatedSum.Add(sum, "carried"));
            }
        }
    }

    protected void WriteTotals(LaneTerms terms)
    {
        foreach (string sum in terms.Sums.Where(s => !terms.IsPlain(s)))
        {
            writer.Line($"{sum} = {CompensatedSum.Total(V, sum, terms.StartOf(sum))};");
        }
    }

    /// <summary>Prints the losses that a target far below its maximum needs.</summary>
    protected void WriteFarLosses(LaneMemory memory)
    {
        using (writer.Open("if (!areNear)"))
        {
            writer.Line("// The target of a row lies far below its maximum.");
            writer.Line($"RowLanes.WriteFarLosses(in block, start, rows, {memory.LogitsOfBatch}, ref maxOf, ref restOf, ref ownOf);");
        }
    }

    protected void WriteFetch(string name) => writer.Line($"{V.Type} {name} = {V.Operations}.LoadUnsafe(ref {Of(name)}, (nuint)row);");

    protected void WriteKeep(string name) => writer.Line($"{name}.StoreUnsafe(ref {Of(name)}, (nuint)row);");

    /// <summary>Prints the loads of what is parked of some classes.</summary>
    protected void WriteLoads(IReadOnlyList<LaneClass> classes)
    {
        foreach (LaneClass c in classes)
        {
            writer.Line($"{V.Type} {c.X} = {Parked(c)};");
        }
    }

    protected string Parked(LaneClass c) => $"{V.Operations}.LoadUnsafe({Place(c)})";

    protected string Place(LaneClass c) => c.Name.Number == 0 ? "ref lanes" : $"ref lanes, {c.Name.Times(form.Batch)}";

    /// <summary>The place of a class in scratch memory, or of what lies behind them.</summary>
    private string Scratch(int c) => ClassesBefore + c == 0 ? "block.Scratch" : $"Unsafe.Add(ref block.Scratch, {Literal.Of((ClassesBefore + c) * form.Batch)})";

    /// <summary>The classes from one on, in groups.</summary>
    private IEnumerable<IReadOnlyList<LaneClass>> Groups(int start)
    {
        for (int first = start; first < plan.Classes; first += Group)
        {
            yield return [.. Enumerable.Range(first, Math.Min(Group, plan.Classes - first)).Select(c => new LaneClass(ClassName.Of(c), Literal.Of(c)))];
        }
    }
}
