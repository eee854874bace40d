namespace CeGen;

/// <summary>How the losses of the rows become the result of a loss.</summary>
public enum Reduction
{
    /// <summary>No reduction: a loss per row, written to the parameter <c>losses</c>; the method returns <see langword="void"/>.</summary>
    None,

    /// <summary>
    /// The sum of the losses divided by the number of rows that are not ignored. This is the default, as in PyTorch.
    /// NaN for an empty batch and for one whose rows are all ignored.
    /// </summary>
    Mean,

    /// <summary>The sum of the losses; 0 for an empty batch.</summary>
    Sum,
}
