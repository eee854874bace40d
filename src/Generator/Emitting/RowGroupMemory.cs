using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>The scratch memory of a group of rows.</summary>
internal sealed class RowGroupMemory
{
    private readonly KernelPlan _plan;
    private readonly string? _withoutErrors;
    private readonly bool _hasOtherSums;

    public RowGroupMemory(KernelPlan plan, RowGroupForm form, IReadOnlyList<string> sums)
    {
        _plan = plan;
        _hasOtherSums = sums.Count > 1;
        var arrays = new List<(string, int)>();
        _withoutErrors = form.Vectors <= plan.ExponentialsTogether ? sums[0] : null;
        Add("parked", form.Rows * form.Width);
        foreach (string sum in sums)
        {
            Add(sum + "Parts", form.Rows * form.Row.Lanes);
            if (HasErrors(sum))
            {
                Add(sum + "Errors", form.Rows * form.Row.Lanes);
            }
        }

        foreach (string name in Numbers(plan))
        {
            Add(name, form.Rows);
        }

        Arrays = arrays;

        void Add(string name, int length)
        {
            arrays.Add((name, Length));
            Length += length;
        }
    }

    /// <summary>Their names and where they start: the exponentials, a vector of each row for each sum and for its errors, numbers of each row.</summary>
    public IReadOnlyList<(string Name, int Start)> Arrays { get; }

    /// <summary>Those that the maxima and shifts of rows are found with.</summary>
    public IEnumerable<(string Name, int Start)> OfShifts => Arrays.Where(a => a.Name is "sParts" or "rowMax" or "rowShift" or "rowShare" || (a.Name == "rowLogit" && !_plan.TriesNarrow));

    /// <summary>Those that the exponentials of rows and their sums are found with.</summary>
    /// <param name="isNarrow">Whether they have no shift.</param>
    public IEnumerable<(string Name, int Start)> OfExponentials(bool isNarrow) => Arrays.Where(a => a.Name == "parked" || (a.Name == "rowShift" && !isNarrow)
        || a.Name.EndsWith("Parts", StringComparison.Ordinal) || a.Name.EndsWith("Errors", StringComparison.Ordinal)
        || (a.Name == "rowLogit" && _plan.TriesNarrow) || (a.Name == "rowMax" && _hasOtherSums));

    /// <summary>The length of all.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the sum of a row's vectors has rounding errors beside it: that of exponentials has none where all are added up at once.</summary>
    public bool HasErrors(string sum) => sum != _withoutErrors;

    private static IEnumerable<string> Numbers(KernelPlan plan)
    {
        yield return "rowMax";
        yield return "rowShift";
        yield return "rowFactor";
        if (plan.Targets.AreProbabilities)
        {
            yield break;
        }

        yield return "rowLogit";
        yield return "rowAtTarget";
        if (plan.IsLossOfSums)
        {
            yield return "rowRest";
            yield return "rowOwn";
        }

        if (plan.KernelWeights is not null)
        {
            yield return "rowShare";
        }
    }
}
