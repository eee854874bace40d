using System.Numerics;

namespace CeGen.Runtime;

/// <summary>What the targets of a loss are, known to the JIT.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TTarget">The type of a target.</typeparam>
internal interface ITargetKind<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged, INumberBase<TTarget>
{
    /// <summary>Whether they are class indices, and not a probability for each class.</summary>
    static abstract bool AreIndices { get; }

    /// <summary>Checks the targets' values.</summary>
    /// <returns>The number of rows that are not ignored.</returns>
    static abstract int Scan(ReadOnlySpan<TTarget> targets, int rows, int classes, long ignoreIndex, bool unbatched);

    /// <summary>The class of each row of a block, −1 for ignored ones.</summary>
    static abstract void Normalize(ReadOnlySpan<TTarget> targets, int row, long ignoreIndex, Span<int> classes);
}

/// <summary>A class for each row.</summary>
internal readonly struct IndexTargets<T, TTarget> : ITargetKind<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged, IBinaryInteger<TTarget>
{
    public static bool AreIndices => true;

    public static int Scan(ReadOnlySpan<TTarget> targets, int rows, int classes, long ignoreIndex, bool unbatched) =>
        TargetScan.CountedRows(targets, classes, ignoreIndex, unbatched);

    public static void Normalize(ReadOnlySpan<TTarget> targets, int row, long ignoreIndex, Span<int> classes) =>
        TargetBlock.Normalize(targets.Slice(row, classes.Length), ignoreIndex, classes);
}

/// <summary>A probability for each class of each row. PyTorch takes them as they are, normalised or not; no row is ignored.</summary>
internal readonly struct ProbabilityTargets<T> : ITargetKind<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool AreIndices => false;

    public static int Scan(ReadOnlySpan<T> targets, int rows, int classes, long ignoreIndex, bool unbatched) => rows;

    public static void Normalize(ReadOnlySpan<T> targets, int row, long ignoreIndex, Span<int> classes) => classes.Clear();
}
