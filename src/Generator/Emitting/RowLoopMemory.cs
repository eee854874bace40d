using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>
/// The scratch memory of a row loop: the exponentials of a row, with the gradient also those of the row before, of which each step reads what a later one overwrites; past the caches a line in
/// waiting; and what the losses come from, if they are last.
/// </summary>
/// <remarks>
/// Short rows take two places in turn. Long ones, whose exponentials are parked here past the caches only, start two steps before the row before them, so that they follow at its heels: a second row would
/// be that much less in the cache. A step writes into the one after it.
/// </remarks>
internal sealed class RowLoopMemory(KernelPlan plan, RowLoopForm form)
{
    /// <summary>Where a row is parked.</summary>
    public const string Place = "Unsafe.Add(ref block.Scratch, place)";

    /// <summary>The elements of a cache line, be they small.</summary>
    private const int ElementsOfLine = 16;

    private readonly string _element = plan.Element.Keyword();
    private readonly string _row = Literal.Of(Row(plan.Classes));
    private readonly string _step = Literal.Of(2 * form.Step);

    /// <summary>The length of all.</summary>
    public string Length => plan.FocalGamma == 0 ? $"({Losses}) + RowLosses<{_element}>.Length" : Losses;

    /// <summary>Where the losses' memory starts: behind the exponentials, since the dynamic side has those of its rows at the start.</summary>
    public string Losses => $"TPass.Streams ? {Line} + (GradientLines<{_element}>.Vectors * {Literal.Of(form.Lanes)}) : {(form.IsPipelined ? $"TPass.Backward ? {Line} : {_row}" : $"TPass.Backward ? 0 : {_row}")}";

    /// <summary>Where the line in waiting is.</summary>
    public string Line => form.IsPipelined ? Literal.Of(2 * Row(plan.Classes)) : $"{_row} + (RowBlock<{_element}>.MostRows * {_step})";

    /// <summary>Where the first row is parked.</summary>
    public string First => form.IsPipelined ? "0" : $"TPass.Streams ? block.Rows * {_step} : 0";

    /// <summary>Where the row before is parked.</summary>
    public string LastPlace => form.IsPipelined ? $"Unsafe.Add(ref block.Scratch, place ^ {_row})" : $"Unsafe.Add(ref block.Scratch, place + {_step})";

    /// <summary>The statement that goes on to the next row.</summary>
    public string Next => form.IsPipelined ? $"place ^= {_row};" : $"place -= {_step};";

    /// <summary>A row: whole cache lines, an odd number of them, so that two rows never lie at the same place of two pages, which processors take for one.</summary>
    private static int Row(int classes) => (((classes + ElementsOfLine - 1) / ElementsOfLine) | 1) * ElementsOfLine;
}
