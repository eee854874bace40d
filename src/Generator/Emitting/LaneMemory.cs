using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Prints how classes come into lanes and leave them.</summary>
internal abstract class LaneMemory(SourceWriter writer, KernelPlan plan, LanesForm form)
{
    protected SourceWriter Writer => writer;

    protected KernelPlan Plan => plan;

    protected LanesForm Form => form;

    protected VectorNames V { get; } = new(form.Bits, plan.Element);

    /// <summary>What the rows are called.</summary>
    public abstract string Rows { get; }

    /// <summary>The name of the dynamic kernel for rows that lie so.</summary>
    public abstract string Fallback { get; }

    /// <summary>The call that parks the logits of a batch and finds their maxima.</summary>
    public abstract string Park { get; }

    /// <summary>Where the logits of a batch start, and how far those of neighbouring rows are from each other and those of neighbouring classes: three arguments.</summary>
    public abstract string LogitsOfBatch { get; }

    /// <summary>Prints where the probabilities of a step start.</summary>
    public abstract void WriteProbabilities();

    /// <summary>Prints the loads of the probabilities of some classes into variables.</summary>
    public abstract void WriteLoads(IReadOnlyList<LaneClass> classes);

    /// <summary>Prints what is brought into the cache beside the exponentials of a step, if anything is.</summary>
    public abstract void WritePrefetch();

    /// <summary>Prints where the gradient of a batch goes, if there is a choice.</summary>
    public virtual void WriteDestination()
    {
    }

    /// <summary>Prints where the gradient of a step starts.</summary>
    public abstract void WriteGradientStart();

    /// <summary>Prints how the entries of some classes are stored.</summary>
    public abstract void WriteStores(IReadOnlyList<LaneClass> classes);

    /// <summary>Prints what is left to do when the entries of a batch are done, if anything is.</summary>
    public virtual void WriteGradientEnd()
    {
    }

    /// <summary>Prints what is brought into the cache of the gradient of a batch, if anything is.</summary>
    public virtual void WriteFetchEnds()
    {
    }
}

/// <summary>A class and the variables of a step that belong to it.</summary>
internal readonly record struct LaneClass(ClassName Name, string Suffix)
{
    public string X => "x" + Suffix;

    public string T => "t" + Suffix;
}

/// <summary>Rows whose classes are neighbours: a transposition in registers.</summary>
internal sealed class RowMemory(SourceWriter writer, KernelPlan plan, LanesForm form) : LaneMemory(writer, plan, form)
{
    public override string Rows => "rows";

    public override string Fallback => "DynamicRows";

    public override string Park => $"Park{Literal.Of(Form.Bits)}(in block, start, rows)";

    public override string LogitsOfBatch => $"ref Unsafe.Add(ref block.Logits, start * {Literal.Of(Plan.Classes)}), {Literal.Of(Plan.Classes)}, 1";

    public override void WriteProbabilities() => WriteStart("probabilities", "Probabilities");

    public override void WriteLoads(IReadOnlyList<LaneClass> classes)
    {
        foreach (LaneChunk chunk in ChunksOf(classes))
        {
            WriteLoad(chunk, "probabilities", "t");
        }
    }

    public override void WritePrefetch() => Writer.Line(
        $"RowLanes.Prefetch<{Plan.Element.Keyword()}, TPass>(in block, {Literal.Of(Plan.Classes)}, start + row, {Literal.Of(Form.Rows)}, {Literal.Of(Form.Batch)});");

    public override void WriteGradientStart() => WriteStart("gradient", "Gradient");

    public override void WriteStores(IReadOnlyList<LaneClass> classes)
    {
        foreach (LaneChunk chunk in ChunksOf(classes))
        {
            IEnumerable<string> values = Enumerable.Range(chunk.First, chunk.Count).Select(c => "x" + Literal.Of(c));
            Writer.Line(chunk.Count == 1
                ? "x0.StoreUnsafe(ref gradient);"
                : $"RowLanes.Store{Literal.Of(chunk.Count)}({Place("gradient", chunk)}, {string.Join(", ", values)});");
        }
    }

    /// <summary>Prints where the rows of a step start.</summary>
    public void WriteStart(string name, string source) =>
        Writer.Line($"ref {Plan.Element.Keyword()} {name} = ref Unsafe.Add(ref block.{source}, (start + row) * {Literal.Of(Plan.Classes)});");

    /// <summary>Prints the loads of a chunk.</summary>
    public void WriteLoad(LaneChunk chunk, string source, string variable)
    {
        if (chunk.Count == 1)
        {
            Writer.Line($"{V.Type} {variable}0 = {V.Operations}.LoadUnsafe(ref {source});");
            return;
        }

        IEnumerable<string> outs = Enumerable.Range(chunk.First, chunk.Count)
            .Select(c => c < chunk.Fresh ? "out _" : $"out {V.Type} {variable}{Literal.Of(c)}");
        Writer.Line($"RowLanes.Load{Literal.Of(chunk.Count)}({Place(source, chunk)}, {string.Join(", ", outs)});");
    }

    /// <summary>The chunks whose first fresh class is one of these.</summary>
    private IEnumerable<LaneChunk> ChunksOf(IReadOnlyList<LaneClass> classes) => Form.Chunks.Where(chunk => classes.Any(c => c.Name.Number == chunk.Fresh));

    private string Place(string start, LaneChunk chunk)
    {
        string place = chunk.First == 0 ? $"ref {start}" : $"ref Unsafe.Add(ref {start}, {Literal.Of(chunk.First)})";
        return chunk.WholeRow ? place : $"{place}, {Literal.Of(Plan.Classes)}";
    }
}

/// <summary>Positions, which are neighbours themselves. The runtime copies them class by class, in long runs.</summary>
/// <param name="writer">What prints.</param>
/// <param name="plan">The plan.</param>
/// <param name="form">The form.</param>
/// <param name="parked">Where the classes start in scratch memory.</param>
internal sealed class PositionMemory(SourceWriter writer, KernelPlan plan, LanesForm form, string parked) : LaneMemory(writer, plan, form)
{
    public override string Rows => "positions";

    public override string Fallback => "DynamicPositions";

    public override string Park => $"PositionLanes.Park<{Plan.Element.Keyword()}, TPass>(in block, ref {parked}, {Literal.Of(Plan.Classes)}, {Literal.Of(Form.Batch)}, start, rows)";

    public override string LogitsOfBatch => "ref Unsafe.Add(ref block.Logits, start), 1, block.Stride";

    public override void WriteProbabilities() =>
        Writer.Line($"ref {Plan.Element.Keyword()} probabilities = ref Unsafe.Add(ref block.Probabilities, start + row);");

    public override void WriteLoads(IReadOnlyList<LaneClass> classes)
    {
        foreach (LaneClass c in classes)
        {
            Writer.Line($"{V.Type} {c.T} = {V.Operations}.LoadUnsafe(ref probabilities{(c.Name.Number == 0 ? "" : ", " + Distance(c, "stride"))});");
        }
    }

    public override void WritePrefetch() =>
        Writer.Line($"PositionLanes.Prefetch(in block, {Literal.Of(Plan.Classes)}, start + rows + row + {Literal.Of(Form.Rows - 1)});");

    public override void WriteFetchEnds() =>
        Writer.Line($"PositionLanes.FetchEnds<{Plan.Element.Keyword()}, TPass>(in block, {Literal.Of(Plan.Classes)}, start, rows);");

    public override void WriteDestination()
    {
        string element = Plan.Element.Keyword();
        Writer.Line("nuint stride = (nuint)block.Stride;");
        Writer.Line("// Whole cache lines may be written past the caches. What is no whole line is put together in scratch memory first.");
        Writer.Line($"bool areLines = PositionLanes.AreLines<{element}, TPass>(in block, start);");
        Writer.Line($"bool isParked = PositionLanes.ParksGradient<{element}, TPass>(in block, start);");
        Writer.Line($"ref {element} gradient = ref isParked ? ref parked : ref Unsafe.Add(ref block.Gradient, start);");
        Writer.Line($"nuint distance = isParked ? {Literal.Of(Form.Batch)} : stride;");
    }

    public override void WriteGradientStart() => Writer.Line($"ref {Plan.Element.Keyword()} entries = ref Unsafe.Add(ref gradient, row);");

    public override void WriteStores(IReadOnlyList<LaneClass> classes)
    {
        foreach (LaneClass c in classes)
        {
            Writer.Line($"PositionLanes.Store({c.X}, ref entries, {Distance(c, "distance")}, areLines);");
        }
    }

    public override void WriteGradientEnd()
    {
        using (Writer.Open("if (isParked)"))
        {
            Writer.Line($"PositionLanes.Write<{Plan.Element.Keyword()}, TPass>(in block, ref parked, {Literal.Of(Plan.Classes)}, {Literal.Of(Form.Batch)}, start, rows);");
        }
    }

    /// <summary>How far the numbers of a class are from those of the first one.</summary>
    private static string Distance(LaneClass c, string stride) => c.Name.Number switch
    {
        0 => "0",
        1 => stride,
        { } number => $"{Literal.Of(number)} * {stride}",
        _ => $"(nuint)({c.Name.Text}) * {stride}",
    };
}
