using System.Numerics;
using System.Numerics.Tensors;

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
        for (int i = 0; i < classes.Length; i++)
        {
            rowWeights[i] = classes[i] < 0 ? T.Zero : weights[classes[i]];
        }
    }

    /// <summary>Marks rows as ignored whose class has weight 0: they contribute exact zeros, whatever their logits are.</summary>
    public static void DropZeros<T>(Span<int> classes, ReadOnlySpan<T> rowWeights)
        where T : unmanaged, INumberBase<T>
    {
        if (!rowWeights[..classes.Length].Contains(T.Zero))
        {
            return;
        }

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
}
