using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>The weights of the classes of a block's rows.</summary>
internal static class RowWeights
{
    /// <summary>The rows of a block. What a block needs of memory (targets, scales, losses) fits the stack and the first-level cache.</summary>
    public const int BlockRows = 256;

    /// <summary>The weight of each row's class, 0 for an ignored row.</summary>
    public static void Gather<T>(ReadOnlySpan<int> classes, ReadOnlySpan<T> weights, Span<T> rowWeights)
        where T : unmanaged, INumberBase<T>
    {
        int done = typeof(T) == typeof(float) ? Gather(classes, MemoryMarshal.Cast<T, float>(weights), MemoryMarshal.Cast<T, float>(rowWeights))
            : typeof(T) == typeof(double) ? Gather(classes, MemoryMarshal.Cast<T, double>(weights), MemoryMarshal.Cast<T, double>(rowWeights))
            : 0;
        for (int i = done; i < classes.Length; i++)
        {
            rowWeights[i] = classes[i] < 0 ? T.Zero : weights[classes[i]];
        }
    }

    /// <summary>Whether a class has weight 0.</summary>
    public static bool HasZero<T>(ReadOnlySpan<T> weights)
        where T : unmanaged, INumberBase<T>
        => weights.Contains(T.Zero);

    /// <summary>Marks rows as ignored whose class has weight 0: they contribute exact zeros, whatever their logits are.</summary>
    public static void DropZeros<T>(Span<int> classes, ReadOnlySpan<T> rowWeights)
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < classes.Length; i++)
        {
            if (rowWeights[i] == T.Zero)
            {
                classes[i] = -1;
            }
        }
    }

    /// <summary>Multiplies losses or scales with the weights; those of ignored rows stay 0.</summary>
    public static void Apply<T>(ReadOnlySpan<T> rowWeights, Span<T> values)
        where T : unmanaged, INumberBase<T>
        => TensorPrimitives.Multiply(values, rowWeights[..values.Length], values);

    /// <summary>As the method for all types, for as many rows as fill vectors.</summary>
    private static unsafe int Gather(ReadOnlySpan<int> classes, ReadOnlySpan<float> weights, Span<float> rowWeights)
    {
        int i = 0;
        if (WeightTable.Holds<float>(weights.Length))
        {
            var table = new WeightTable(weights);
            ref int first = ref MemoryMarshal.GetReference(classes);
            ref float destination = ref MemoryMarshal.GetReference(rowWeights[..classes.Length]);
            for (; i <= classes.Length - Vector512<float>.Count; i += Vector512<float>.Count)
            {
                table.Of(Vector512.LoadUnsafe(ref first, (nuint)i)).StoreUnsafe(ref destination, (nuint)i);
            }
        }
        else if (Avx2.IsSupported)
        {
            fixed (float* source = weights)
            {
                for (; i <= classes.Length - Vector256<float>.Count; i += Vector256<float>.Count)
                {
                    Vector256<int> index = Vector256.Create(classes[i..]);
                    Vector256<float> isCounted = Vector256.GreaterThanOrEqual(index, Vector256<int>.Zero).AsSingle();
                    Avx2.GatherMaskVector256(Vector256<float>.Zero, source, index, isCounted, sizeof(float)).CopyTo(rowWeights[i..]);
                }
            }
        }

        return i;
    }

    /// <inheritdoc cref="Gather(ReadOnlySpan{int}, ReadOnlySpan{float}, Span{float})"/>
    private static unsafe int Gather(ReadOnlySpan<int> classes, ReadOnlySpan<double> weights, Span<double> rowWeights)
    {
        int i = 0;
        if (Avx2.IsSupported)
        {
            fixed (double* source = weights)
            {
                for (; i <= classes.Length - Vector256<double>.Count; i += Vector256<double>.Count)
                {
                    Vector128<int> index = Vector128.Create(classes[i..]);
                    (Vector128<long> lower, Vector128<long> upper) = Vector128.Widen(index);
                    Vector256<double> isCounted = Vector256.GreaterThanOrEqual(Vector256.Create(lower, upper), Vector256<long>.Zero).AsDouble();
                    Avx2.GatherMaskVector256(Vector256<double>.Zero, source, index, isCounted, sizeof(double)).CopyTo(rowWeights[i..]);
                }
            }
        }

        return i;
    }
}
