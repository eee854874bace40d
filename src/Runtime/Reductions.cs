namespace CeGen;

/// <summary>Reductions from what older PyTorch code has in their place.</summary>
public static class Reductions
{
    /// <summary>The reduction that PyTorch's two deprecated arguments <c>size_average</c> and <c>reduce</c> stand for.</summary>
    /// <param name="sizeAverage"><c>size_average</c>; <see langword="null"/> counts as <see langword="true"/>.</param>
    /// <param name="reduce"><c>reduce</c>; <see langword="null"/> counts as <see langword="true"/>.</param>
    /// <returns>
    /// <see cref="Reduction.None"/> if <paramref name="reduce"/> is <see langword="false"/>, whatever the other is; else
    /// <see cref="Reduction.Mean"/> or, if <paramref name="sizeAverage"/> is <see langword="false"/>, <see cref="Reduction.Sum"/>.
    /// </returns>
    /// <remarks>The rule is that of <c>torch.nn._reduction.legacy_get_string</c>.</remarks>
    public static Reduction FromLegacy(bool? sizeAverage, bool? reduce) => (sizeAverage ?? true, reduce ?? true) switch
    {
        (_, false) => Reduction.None,
        (true, true) => Reduction.Mean,
        (false, true) => Reduction.Sum,
    };
}
