using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>
/// Turns rows into lanes: where a vector of the logits holds neighbouring classes, a vector here holds one class of neighbouring rows.
/// Pieces of 128 bits are loaded so that what is left is a transposition inside each 128-bit part, which needs no instruction that crosses them.
/// </summary>
/// <remarks>Not a byte outside the named classes of the rows is read or written.</remarks>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public static partial class RowLanes
{
    /// <summary>Four neighbouring classes of sixteen rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load4(ref float source, nint stride, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3)
    {
        Vector512<float> a0 = Vector512.Create(Vector256.Create(Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref source, (nuint)(4 * stride))), Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)(8 * stride)), Vector128.LoadUnsafe(ref source, (nuint)(12 * stride))));
        Vector512<float> a1 = Vector512.Create(Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)stride), Vector128.LoadUnsafe(ref source, (nuint)(5 * stride))), Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)(9 * stride)), Vector128.LoadUnsafe(ref source, (nuint)(13 * stride))));
        Vector512<float> a2 = Vector512.Create(Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)(2 * stride)), Vector128.LoadUnsafe(ref source, (nuint)(6 * stride))), Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)(10 * stride)), Vector128.LoadUnsafe(ref source, (nuint)(14 * stride))));
        Vector512<float> a3 = Vector512.Create(Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)(3 * stride)), Vector128.LoadUnsafe(ref source, (nuint)(7 * stride))), Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)(11 * stride)), Vector128.LoadUnsafe(ref source, (nuint)(15 * stride))));
        Transpose(ref a0, ref a1, ref a2, ref a3);
        (c0, c1, c2, c3) = (a0, a1, a2, a3);
    }

    /// <summary>All three classes of sixteen rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load3(ref float source, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2)
    {
        Vector512<float> a0 = Vector512.Create(Vector256.Create(Three(ref source, 0), Three(ref source, 12)), Vector256.Create(Three(ref source, 24), Three(ref source, 36)));
        Vector512<float> a1 = Vector512.Create(Vector256.Create(Three(ref source, 3), Three(ref source, 15)), Vector256.Create(Three(ref source, 27), Three(ref source, 39)));
        Vector512<float> a2 = Vector512.Create(Vector256.Create(Three(ref source, 6), Three(ref source, 18)), Vector256.Create(Three(ref source, 30), Three(ref source, 42)));
        Vector512<float> a3 = Vector512.Create(Vector256.Create(Three(ref source, 9), Three(ref source, 21)), Vector256.Create(Three(ref source, 33), Three(ref source, 45)));
        Transpose(ref a0, ref a1, ref a2, ref a3);
        (c0, c1, c2) = (a0, a1, a2);
    }

    /// <summary>Both classes of sixteen rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load2(ref float source, out Vector512<float> c0, out Vector512<float> c1)
    {
        Vector512<float> a0 = Vector512.Create(Vector256.Create(Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref source, 8)), Vector256.Create(Vector128.LoadUnsafe(ref source, 16), Vector128.LoadUnsafe(ref source, 24)));
        Vector512<float> a1 = Vector512.Create(Vector256.Create(Vector128.LoadUnsafe(ref source, 4), Vector128.LoadUnsafe(ref source, 12)), Vector256.Create(Vector128.LoadUnsafe(ref source, 20), Vector128.LoadUnsafe(ref source, 28)));
        c0 = Avx512F.Shuffle(a0, a1, 0b10_00_10_00);
        c1 = Avx512F.Shuffle(a0, a1, 0b11_01_11_01);
    }

    /// <summary>The reverse of <c>Load4</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store4(ref float destination, nint stride, Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3)
    {
        Transpose(ref c0, ref c1, ref c2, ref c3);
        c0.GetLower().GetLower().StoreUnsafe(ref destination);
        c1.GetLower().GetLower().StoreUnsafe(ref destination, (nuint)stride);
        c2.GetLower().GetLower().StoreUnsafe(ref destination, (nuint)(2 * stride));
        c3.GetLower().GetLower().StoreUnsafe(ref destination, (nuint)(3 * stride));
        c0.GetLower().GetUpper().StoreUnsafe(ref destination, (nuint)(4 * stride));
        c1.GetLower().GetUpper().StoreUnsafe(ref destination, (nuint)(5 * stride));
        c2.GetLower().GetUpper().StoreUnsafe(ref destination, (nuint)(6 * stride));
        c3.GetLower().GetUpper().StoreUnsafe(ref destination, (nuint)(7 * stride));
        c0.GetUpper().GetLower().StoreUnsafe(ref destination, (nuint)(8 * stride));
        c1.GetUpper().GetLower().StoreUnsafe(ref destination, (nuint)(9 * stride));
        c2.GetUpper().GetLower().StoreUnsafe(ref destination, (nuint)(10 * stride));
        c3.GetUpper().GetLower().StoreUnsafe(ref destination, (nuint)(11 * stride));
        c0.GetUpper().GetUpper().StoreUnsafe(ref destination, (nuint)(12 * stride));
        c1.GetUpper().GetUpper().StoreUnsafe(ref destination, (nuint)(13 * stride));
        c2.GetUpper().GetUpper().StoreUnsafe(ref destination, (nuint)(14 * stride));
        c3.GetUpper().GetUpper().StoreUnsafe(ref destination, (nuint)(15 * stride));
    }

    /// <summary>The reverse of <c>Load3</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store3(ref float destination, Vector512<float> c0, Vector512<float> c1, Vector512<float> c2)
    {
        Vector512<float> c3 = default;
        Transpose(ref c0, ref c1, ref c2, ref c3);
        StoreThree(c0.GetLower().GetLower(), ref destination, 0);
        StoreThree(c1.GetLower().GetLower(), ref destination, 3);
        StoreThree(c2.GetLower().GetLower(), ref destination, 6);
        StoreThree(c3.GetLower().GetLower(), ref destination, 9);
        StoreThree(c0.GetLower().GetUpper(), ref destination, 12);
        StoreThree(c1.GetLower().GetUpper(), ref destination, 15);
        StoreThree(c2.GetLower().GetUpper(), ref destination, 18);
        StoreThree(c3.GetLower().GetUpper(), ref destination, 21);
        StoreThree(c0.GetUpper().GetLower(), ref destination, 24);
        StoreThree(c1.GetUpper().GetLower(), ref destination, 27);
        StoreThree(c2.GetUpper().GetLower(), ref destination, 30);
        StoreThree(c3.GetUpper().GetLower(), ref destination, 33);
        StoreThree(c0.GetUpper().GetUpper(), ref destination, 36);
        StoreThree(c1.GetUpper().GetUpper(), ref destination, 39);
        StoreThree(c2.GetUpper().GetUpper(), ref destination, 42);
        StoreThree(c3.GetUpper().GetUpper(), ref destination, 45);
    }

    /// <summary>The reverse of <c>Load2</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store2(ref float destination, Vector512<float> c0, Vector512<float> c1)
    {
        Vector512<float> a0 = Avx512F.UnpackLow(c0, c1);
        Vector512<float> a1 = Avx512F.UnpackHigh(c0, c1);
        a0.GetLower().GetLower().StoreUnsafe(ref destination);
        a1.GetLower().GetLower().StoreUnsafe(ref destination, 4);
        a0.GetLower().GetUpper().StoreUnsafe(ref destination, 8);
        a1.GetLower().GetUpper().StoreUnsafe(ref destination, 12);
        a0.GetUpper().GetLower().StoreUnsafe(ref destination, 16);
        a1.GetUpper().GetLower().StoreUnsafe(ref destination, 20);
        a0.GetUpper().GetUpper().StoreUnsafe(ref destination, 24);
        a1.GetUpper().GetUpper().StoreUnsafe(ref destination, 28);
    }

    /// <summary>4 × 4 inside each 128-bit part; its own inverse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector512<float> a0, ref Vector512<float> a1, ref Vector512<float> a2, ref Vector512<float> a3)
    {
        Vector512<double> low01 = Avx512F.UnpackLow(a0, a1).AsDouble();
        Vector512<double> high01 = Avx512F.UnpackHigh(a0, a1).AsDouble();
        Vector512<double> low23 = Avx512F.UnpackLow(a2, a3).AsDouble();
        Vector512<double> high23 = Avx512F.UnpackHigh(a2, a3).AsDouble();
        a0 = Avx512F.UnpackLow(low01, low23).AsSingle();
        a1 = Avx512F.UnpackHigh(low01, low23).AsSingle();
        a2 = Avx512F.UnpackLow(high01, high23).AsSingle();
        a3 = Avx512F.UnpackHigh(high01, high23).AsSingle();
    }

    /// <summary>Three neighbouring elements and a 0. The first two travel as one double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Three(ref float source, nint offset)
    {
        Vector128<float> two = Vector128.CreateScalar(Unsafe.As<float, double>(ref Unsafe.Add(ref source, offset))).AsSingle();
        return Sse.MoveLowToHigh(two, Vector128.CreateScalar(Unsafe.Add(ref source, offset + 2)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreThree(Vector128<float> value, ref float destination, nint offset)
    {
        Unsafe.As<float, double>(ref Unsafe.Add(ref destination, offset)) = value.AsDouble().ToScalar();
        Unsafe.Add(ref destination, offset + 2) = value.GetElement(2);
    }
}
