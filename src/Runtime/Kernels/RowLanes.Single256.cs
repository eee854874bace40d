using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

public static partial class RowLanes
{
    /// <summary>Four neighbouring classes of eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load4(ref float source, nint stride, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3)
    {
        Vector256<float> a0 = Vector256.Create(Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref source, (nuint)(4 * stride)));
        Vector256<float> a1 = Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)stride), Vector128.LoadUnsafe(ref source, (nuint)(5 * stride)));
        Vector256<float> a2 = Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)(2 * stride)), Vector128.LoadUnsafe(ref source, (nuint)(6 * stride)));
        Vector256<float> a3 = Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)(3 * stride)), Vector128.LoadUnsafe(ref source, (nuint)(7 * stride)));
        Transpose(ref a0, ref a1, ref a2, ref a3);
        (c0, c1, c2, c3) = (a0, a1, a2, a3);
    }

    /// <summary>All three classes of eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load3(ref float source, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2)
    {
        Vector256<float> a0 = Vector256.Create(Three(ref source, 0), Three(ref source, 12));
        Vector256<float> a1 = Vector256.Create(Three(ref source, 3), Three(ref source, 15));
        Vector256<float> a2 = Vector256.Create(Three(ref source, 6), Three(ref source, 18));
        Vector256<float> a3 = Vector256.Create(Three(ref source, 9), Three(ref source, 21));
        Transpose(ref a0, ref a1, ref a2, ref a3);
        (c0, c1, c2) = (a0, a1, a2);
    }

    /// <summary>Both classes of eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load2(ref float source, out Vector256<float> c0, out Vector256<float> c1)
    {
        Vector256<float> a0 = Vector256.Create(Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref source, 8));
        Vector256<float> a1 = Vector256.Create(Vector128.LoadUnsafe(ref source, 4), Vector128.LoadUnsafe(ref source, 12));
        c0 = Avx.Shuffle(a0, a1, 0b10_00_10_00);
        c1 = Avx.Shuffle(a0, a1, 0b11_01_11_01);
    }

    /// <summary>The reverse of <c>Load4</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store4(ref float destination, nint stride, Vector256<float> c0, Vector256<float> c1, Vector256<float> c2, Vector256<float> c3)
    {
        Transpose(ref c0, ref c1, ref c2, ref c3);
        c0.GetLower().StoreUnsafe(ref destination);
        c1.GetLower().StoreUnsafe(ref destination, (nuint)stride);
        c2.GetLower().StoreUnsafe(ref destination, (nuint)(2 * stride));
        c3.GetLower().StoreUnsafe(ref destination, (nuint)(3 * stride));
        c0.GetUpper().StoreUnsafe(ref destination, (nuint)(4 * stride));
        c1.GetUpper().StoreUnsafe(ref destination, (nuint)(5 * stride));
        c2.GetUpper().StoreUnsafe(ref destination, (nuint)(6 * stride));
        c3.GetUpper().StoreUnsafe(ref destination, (nuint)(7 * stride));
    }

    /// <summary>The reverse of <c>Load3</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store3(ref float destination, Vector256<float> c0, Vector256<float> c1, Vector256<float> c2)
    {
        Vector256<float> c3 = default;
        Transpose(ref c0, ref c1, ref c2, ref c3);
        StoreThree(c0.GetLower(), ref destination, 0);
        StoreThree(c1.GetLower(), ref destination, 3);
        StoreThree(c2.GetLower(), ref destination, 6);
        StoreThree(c3.GetLower(), ref destination, 9);
        StoreThree(c0.GetUpper(), ref destination, 12);
        StoreThree(c1.GetUpper(), ref destination, 15);
        StoreThree(c2.GetUpper(), ref destination, 18);
        StoreThree(c3.GetUpper(), ref destination, 21);
    }

    /// <summary>The reverse of <c>Load2</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store2(ref float destination, Vector256<float> c0, Vector256<float> c1)
    {
        Vector256<float> a0 = Avx.UnpackLow(c0, c1);
        Vector256<float> a1 = Avx.UnpackHigh(c0, c1);
        a0.GetLower().StoreUnsafe(ref destination);
        a1.GetLower().StoreUnsafe(ref destination, 4);
        a0.GetUpper().StoreUnsafe(ref destination, 8);
        a1.GetUpper().StoreUnsafe(ref destination, 12);
    }

    /// <summary>4 × 4 inside each 128-bit part; its own inverse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector256<float> a0, ref Vector256<float> a1, ref Vector256<float> a2, ref Vector256<float> a3)
    {
        Vector256<double> low01 = Avx.UnpackLow(a0, a1).AsDouble();
        Vector256<double> high01 = Avx.UnpackHigh(a0, a1).AsDouble();
        Vector256<double> low23 = Avx.UnpackLow(a2, a3).AsDouble();
        Vector256<double> high23 = Avx.UnpackHigh(a2, a3).AsDouble();
        a0 = Avx.UnpackLow(low01, low23).AsSingle();
        a1 = Avx.UnpackHigh(low01, low23).AsSingle();
        a2 = Avx.UnpackLow(high01, high23).AsSingle();
        a3 = Avx.UnpackHigh(high01, high23).AsSingle();
    }
}
