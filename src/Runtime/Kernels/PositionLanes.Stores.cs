using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <content>How vectors of the gradient are stored.</content>
public static partial class PositionLanes
{
    /// <summary>Writes a vector of the gradient.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="destination">Some element.</param>
    /// <param name="offset">How many elements after it the vector goes.</param>
    /// <param name="isLine">Whether it is a cache line, or a half of one whose other half follows soon, that is written past the caches, in memory that does not move.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Vector512<float> vector, ref float destination, nuint offset, bool isLine)
    {
        if (isLine)
        {
            vector.StoreAlignedNonTemporal((float*)Unsafe.AsPointer(ref destination) + offset);
        }
        else
        {
            vector.StoreUnsafe(ref destination, offset);
        }
    }

    /// <inheritdoc cref="Store(Vector512{float}, ref float, nuint, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Vector512<double> vector, ref double destination, nuint offset, bool isLine)
    {
        if (isLine)
        {
            vector.StoreAlignedNonTemporal((double*)Unsafe.AsPointer(ref destination) + offset);
        }
        else
        {
            vector.StoreUnsafe(ref destination, offset);
        }
    }

    /// <inheritdoc cref="Store(Vector512{float}, ref float, nuint, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Vector256<float> vector, ref float destination, nuint offset, bool isLine)
    {
        if (isLine)
        {
            vector.StoreAlignedNonTemporal((float*)Unsafe.AsPointer(ref destination) + offset);
        }
        else
        {
            vector.StoreUnsafe(ref destination, offset);
        }
    }

    /// <inheritdoc cref="Store(Vector512{float}, ref float, nuint, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Vector256<double> vector, ref double destination, nuint offset, bool isLine)
    {
        if (isLine)
        {
            vector.StoreAlignedNonTemporal((double*)Unsafe.AsPointer(ref destination) + offset);
        }
        else
        {
            vector.StoreUnsafe(ref destination, offset);
        }
    }
}
