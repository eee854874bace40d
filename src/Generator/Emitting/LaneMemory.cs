using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Prints how classes come into lanes and leave them.</summary>
internal abstract class LaneMemory(SourceWriter writer, KernelPlan plan, VectorNames names)
{
    protected SourceWriter Writer => writer;

    protected KernelPlan Plan => plan;

    protected VectorNames V => names;

    /// <summary>The classes that are loaded and stored together.</summary>
    public abstract IReadOnlyList<LaneChunk> Chunks { get; }

    /// <summary>The name of the dynamic kernel for rows that lie so.</summary>
    public abstract string Fallback { get; }

    /// <summary>Prints where the rows of a step start.</summary>
    public abstract void WriteStart(string name, string source);

    /// <summary>Prints the loads of a chunk into variables, declared here or before.</summary>
    public abstract void WriteLoad(LaneChunk chunk, string source, string variable, bool declares);

    public abstract void WriteStore(LaneChunk chunk, string destination, string variable);
}

/// <summary>Rows whose classes are neighbours: a transposition in registers.</summary>
internal sealed class RowMemory(SourceWriter writer, KernelPlan plan, VectorNames names, LanesForm form) : LaneMemory(writer, plan, names)
{
    public override IReadOnlyList<LaneChunk> Chunks { get; } = [.. form.Chunks];

    public override string Fallback => "DynamicRows";

    public override void WriteStart(string name, string source) =>
        Writer.Line($"ref {Plan.Element.Keyword()} {name} = ref Unsafe.Add(ref block.{source}, row * {Literal.Of(Plan.Classes)});");

    public override void WriteLoad(LaneChunk chunk, string source, string variable, bool declares)
    {
        string type = declares ? V.Type + " " : "";
        if (chunk.Count == 1)
        {
            Writer.Line($"{type}{variable}0 = {V.Operations}.LoadUnsafe(ref {source});");
            return;
        }

        IEnumerable<string> outs = Enumerable.Range(chunk.First, chunk.Count)
            .Select(c => c < chunk.Fresh ? "out _" : $"out {type}{variable}{Literal.Of(c)}");
        Writer.Line($"RowLanes.Load{Literal.Of(chunk.Count)}({Place(source, chunk)}, {string.Join(", ", outs)});");
    }

    public override void WriteStore(LaneChunk chunk, string destination, string variable)
    {
        IEnumerable<string> values = Enumerable.Range(chunk.First, chunk.Count).Select(c => variable + Literal.Of(c));
        Writer.Line(chunk.Count == 1
            ? $"{variable}0.StoreUnsafe(ref {destination});"
            : $"RowLanes.Store{Literal.Of(chunk.Count)}({Place(destination, chunk)}, {string.Join(", ", values)});");
    }

    private string Place(string start, LaneChunk chunk)
    {
        string place = chunk.First == 0 ? $"ref {start}" : $"ref Unsafe.Add(ref {start}, {Literal.Of(chunk.First)})";
        return chunk.WholeRow ? place : $"{place}, {Literal.Of(Plan.Classes)}";
    }
}

/// <summary>Positions, which are neighbours themselves.</summary>
internal sealed class PositionMemory(SourceWriter writer, KernelPlan plan, VectorNames names) : LaneMemory(writer, plan, names)
{
    public override IReadOnlyList<LaneChunk> Chunks { get; } =
        [.. Enumerable.Range(0, plan.Classes).Select(c => new LaneChunk(c, 1, c, WholeRow: false))];

    public override string Fallback => "DynamicPositions";

    public override void WriteStart(string name, string source) =>
        Writer.Line($"ref {Plan.Element.Keyword()} {name} = ref Unsafe.Add(ref block.{source}, row);");

    public override void WriteLoad(LaneChunk chunk, string source, string variable, bool declares) =>
        Writer.Line($"{(declares ? V.Type + " " : "")}{variable}{Literal.Of(chunk.First)} = {V.Operations}.LoadUnsafe(ref {source}{Offset(chunk)});");

    public override void WriteStore(LaneChunk chunk, string destination, string variable) =>
        Writer.Line($"{variable}{Literal.Of(chunk.First)}.StoreUnsafe(ref {destination}{Offset(chunk)});");

    private static string Offset(LaneChunk chunk) => chunk.First switch
    {
        0 => "",
        1 => ", stride",
        _ => $", {Literal.Of(chunk.First)} * stride",
    };
}
