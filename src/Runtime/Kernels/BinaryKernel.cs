using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>The options of a binary cross entropy, as the dynamic kernel sees them.</summary>
/// <param name="Gamma">γ of the focal loss.</param>
/// <param name="Positive">What a loss is multiplied with for the target 1.</param>
/// <param name="Negative">What a loss is multiplied with for the target 0.</param>
internal readonly record struct BinaryFormula<T>(T Gamma, T Positive, T Negative)
    where T : unmanaged;

/// <summary>The kernel of <see cref="BinaryCrossEntropyLoss"/>: options that are known only at run time.</summary>
internal readonly struct DynamicBinaryKernel<T>(int labels, Reduction reduction, BinaryFormula<T> formula, int maxDegreeOfParallelism) : IBinaryKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Labels => labels;

    public Reduction Reduction => reduction;

    public int MaxDegreeOfParallelism => maxDegreeOfParallelism;

    public ReadOnlySpan<T> LabelWeights => default;

    public ReadOnlySpan<T> PositiveWeights => default;

    public bool IsPlain => formula == new BinaryFormula<T>(T.Zero, T.One, T.One);

    public void Elements<TPass>(in BinaryBlock<T> block)
        where TPass : struct, IPass
        => DynamicElements.Compute<T, TPass>(formula.Gamma, formula.Positive, formula.Negative, in block);
}

/// <summary>The elements of a binary cross entropy whose options are known only at run time.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DynamicElements
{
    /// <summary>Computes the elements with the widest vectors that the processor has.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPass">Whether the gradient is wanted.</typeparam>
    /// <param name="gamma">γ of the focal loss; 0 for none.</param>
    /// <param name="positive">What a loss is multiplied with for the target 1.</param>
    /// <param name="negative">What a loss is multiplied with for the target 0.</param>
    /// <param name="block">The elements.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Compute<T, TPass>(T gamma, T positive, T negative, in BinaryBlock<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        var formula = new BinaryFormula<T>(gamma, positive, negative);
        bool hasWeights = positive != T.One || negative != T.One || !block.LabelWeights.AreNone;
        if (!block.PositiveWeights.AreNone)
        {
            Compute<T, TPass, BothWeights>(formula, in block);
        }
        else if (hasWeights)
        {
            Compute<T, TPass, SameWeights>(formula, in block);
        }
        else
        {
            Compute<T, TPass, NoWeights>(formula, in block);
        }
    }

    private static void Compute<T, TPass, TWeights>(BinaryFormula<T> formula, in BinaryBlock<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
        where TWeights : struct, IBinaryWeights
    {
        if (formula.Gamma == T.Zero)
        {
            Compute<T, TPass, TWeights, NoFocus>(formula, in block);
        }
        else
        {
            Compute<T, TPass, TWeights, Focus>(formula, in block);
        }
    }

    private static void Compute<T, TPass, TWeights, TFocus>(BinaryFormula<T> formula, in BinaryBlock<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
        where TWeights : struct, IBinaryWeights
        where TFocus : struct, IFocus
    {
        if (Vector512.IsHardwareAccelerated)
        {
            BinaryLoop<Simd512<T>, Vector512<T>, T>.Compute<TPass, TWeights, TFocus>(formula, in block);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            BinaryLoop<Simd256<T>, Vector256<T>, T>.Compute<TPass, TWeights, TFocus>(formula, in block);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            BinaryLoop<Simd128<T>, Vector128<T>, T>.Compute<TPass, TWeights, TFocus>(formula, in block);
        }
        else
        {
            BinaryLoop<SimdScalar<T>, T, T>.Compute<TPass, TWeights, TFocus>(formula, in block);
        }
    }
}
