using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>The elements of tensors that lie as those of a span do.</summary>
internal static class TensorElements
{
    /// <summary>The elements in the order of memory, which is row-major.</summary>
    /// <exception cref="ArgumentException">The tensor is not dense, or has more elements than a span can have.</exception>
    public static ReadOnlySpan<T> Of<T>(scoped in ReadOnlyTensorSpan<T> tensor, string parameter)
    {
        Check(tensor.Lengths, tensor.Strides, tensor.FlattenedLength, parameter);
        return MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), (int)tensor.FlattenedLength);
    }

    /// <inheritdoc cref="Of{T}(in ReadOnlyTensorSpan{T}, string)"/>
    public static Span<T> Of<T>(scoped in TensorSpan<T> tensor, string parameter)
    {
        Check(tensor.Lengths, tensor.Strides, tensor.FlattenedLength, parameter);
        return MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), (int)tensor.FlattenedLength);
    }

    private static void Check(ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides, nint count, string parameter)
    {
        if (count > int.MaxValue)
        {
            throw new ArgumentException(
                $"The tensor has {ArgumentChecks.Number(count)} elements; expected at most {ArgumentChecks.Number(int.MaxValue)}. Split the batch.", parameter);
        }

        // The stride of an axis of length 1 is of no consequence, and 0 by convention.
        nint dense = 1;
        for (int axis = lengths.Length - 1; axis >= 0 && count > 0; axis--)
        {
            if (lengths[axis] != 1 && strides[axis] != dense)
            {
                throw new ArgumentException(
                    "The tensor is not dense: its elements do not lie one after the other in row-major order. Copy it to a dense one, for example with CopyTo.",
                    parameter);
            }

            dense *= lengths[axis];
        }
    }
}
