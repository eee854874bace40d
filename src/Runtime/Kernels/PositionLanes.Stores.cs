using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <content>How vectors of the gradient are stored.</content>
public static partial class PositionLanes
{
    /// <summary>Writes a vector of the gradient.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="vector">The vector.</param>
    /// <param name="destination">Some element.</param>
    /// <param name="offset">How many elements after it the vector goes.</param>
    /// <param name="isLine">Whether it is a cache line, or a half of one whose other half follows soon, that is written past the caches, in memory that does not move.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store<T>(Vector512<T> vector, ref T destination, nuint offset, bool isLine)
        where T : unmanaged
    {
        if (isLine)
        {
            vector.StoreAlignedNonTemporal((T*)Unsafe.AsPointer(ref destination) + offset);
        }
        else
        {
            vector.StoreUnsafe(ref destination, offset);
        }
    }

    /// <inheritdoc cref="Store{T}(Vector512{T}, ref T, nuint, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store<T>(Vector256<T> vector, ref T destination, nuint offset, bool isLine)
        where T : unmanaged
    {
        if (isLine)
        {
            vector.StoreAlignedNonTemporal((T*)Unsafe.AsPointer(ref destination) + offset);
        }
        else
        {
            vector.StoreUnsafe(ref destination, offset);
        }
    }
}
