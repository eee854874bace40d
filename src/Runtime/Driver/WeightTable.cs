using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>The weights of few classes in two vectors, in which rows look them up.</summary>
internal readonly struct WeightTable
{
    private readonly Vector512<float> _lower;
    private readonly Vector512<float> _upper;

    public WeightTable(ReadOnlySpan<float> weights)
    {
        Span<float> table = stackalloc float[2 * Vector512<float>.Count];
        table.Clear();
        weights.CopyTo(table);
        _lower = Vector512.Create<float>(table);
        _upper = Vector512.Create<float>(table[Vector512<float>.Count..]);
    }

    /// <summary>Whether so many classes have a table.</summary>
    public static bool Holds<T>(int classes)
        where T : unmanaged
        => typeof(T) == typeof(float) && Avx512F.IsSupported && classes <= 2 * Vector512<float>.Count;

    /// <summary>The weights of classes, 0 for those of ignored rows, which are negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Of(Vector512<int> classes) =>
        Vector512.ConditionalSelect(Vector512.LessThan(classes, Vector512<int>.Zero).AsSingle(), Vector512<float>.Zero, Avx512F.PermuteVar16x32x2(_lower, classes, _upper));

    /// <summary>The weight of each row of a block, 0 for an ignored row; and the same times a number.</summary>
    /// <param name="classes">The classes of the rows. As for the others, there is memory behind them for whole vectors.</param>
    /// <param name="scale">The number.</param>
    /// <param name="rowWeights">Receives the weights.</param>
    /// <param name="scales">Receives the products.</param>
    public void Gather<T>(ReadOnlySpan<int> classes, T scale, Span<T> rowWeights, Span<T> scales)
        where T : unmanaged
    {
        ref int first = ref MemoryMarshal.GetReference(classes);
        ref float weights = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(rowWeights));
        ref float products = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(scales));
        Vector512<float> factor = Vector512.Create(Unsafe.BitCast<T, float>(scale));
        for (int i = 0; i < classes.Length; i += Vector512<float>.Count)
        {
            Vector512<float> weight = Of(Vector512.LoadUnsafe(ref first, (nuint)i));
            weight.StoreUnsafe(ref weights, (nuint)i);
            (weight * factor).StoreUnsafe(ref products, (nuint)i);
        }
    }

    /// <summary>The sum of the weights of a block of rows, as <see cref="LossSum"/> has it of losses.</summary>
    /// <param name="targets">Their classes, as many as there are partial sums or some times that.</param>
    /// <param name="ignoreIndex">The class that is none.</param>
    public double Sum(ReadOnlySpan<int> targets, long ignoreIndex)
    {
        ref int first = ref MemoryMarshal.GetReference(targets);
        Vector512<int> ignores = Vector512.Create(TargetScan.IgnoreIndexFits<int>(ignoreIndex) ? (int)ignoreIndex : -1);
        Vector512<double> lower = default, upper = default;
        for (int i = 0; i < targets.Length; i += LossSum.Lanes)
        {
            var target = Vector512.LoadUnsafe(ref first, (nuint)i);
            Vector512<float> weights = Vector512.ConditionalSelect(Vector512.Equals(target, ignores).AsSingle(), Vector512<float>.Zero, Avx512F.PermuteVar16x32x2(_lower, target, _upper));
            lower += Avx512F.ConvertToVector512Double(weights.GetLower());
            upper += Avx512F.ConvertToVector512Double(weights.GetUpper());
        }

        return LossSum.Tree(lower, upper);
    }
}
