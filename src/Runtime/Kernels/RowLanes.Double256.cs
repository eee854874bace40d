using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

public static partial class RowLanes
{
    /// <summary>Two neighbouring classes of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load2(ref double source, nint stride, out Vector256<double> c0, out Vector256<double> c1)
    {
        Vector256<double> a0 = Vector256.Create(Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref source, (nuint)(2 * stride)));
        Vector256<double> a1 = Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)stride), Vector128.LoadUnsafe(ref source, (nuint)(3 * stride)));
        c0 = Avx.UnpackLow(a0, a1);
        c1 = Avx.UnpackHigh(a0, a1);
    }

    /// <summary>The reverse of <c>Load2</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store2(ref double destination, nint stride, Vector256<double> c0, Vector256<double> c1)
    {
        Vector256<double> a0 = Avx.UnpackLow(c0, c1);
        Vector256<double> a1 = Avx.UnpackHigh(c0, c1);
        a0.GetLower().StoreUnsafe(ref destination);
        a1.GetLower().StoreUnsafe(ref destination, (nuint)stride);
        a0.GetUpper().StoreUnsafe(ref destination, (nuint)(2 * stride));
        a1.GetUpper().StoreUnsafe(ref destination, (nuint)(3 * stride));
    }
}
