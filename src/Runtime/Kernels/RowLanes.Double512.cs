using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

public static partial class RowLanes
{
    /// <summary>Two neighbouring classes of eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load2(ref double source, nint stride, out Vector512<double> c0, out Vector512<double> c1)
    {
        Vector512<double> a0 = Vector512.Create(Vector256.Create(Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref source, (nuint)(2 * stride))), Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)(4 * stride)), Vector128.LoadUnsafe(ref source, (nuint)(6 * stride))));
        Vector512<double> a1 = Vector512.Create(Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)stride), Vector128.LoadUnsafe(ref source, (nuint)(3 * stride))), Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)(5 * stride)), Vector128.LoadUnsafe(ref source, (nuint)(7 * stride))));
        c0 = Avx512F.UnpackLow(a0, a1);
        c1 = Avx512F.UnpackHigh(a0, a1);
    }

    /// <summary>The reverse of <c>Load2</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store2(ref double destination, nint stride, Vector512<double> c0, Vector512<double> c1)
    {
        Vector512<double> a0 = Avx512F.UnpackLow(c0, c1);
        Vector512<double> a1 = Avx512F.UnpackHigh(c0, c1);
        a0.GetLower().GetLower().StoreUnsafe(ref destination);
        a1.GetLower().GetLower().StoreUnsafe(ref destination, (nuint)stride);
        a0.GetLower().GetUpper().StoreUnsafe(ref destination, (nuint)(2 * stride));
        a1.GetLower().GetUpper().StoreUnsafe(ref destination, (nuint)(3 * stride));
        a0.GetUpper().GetLower().StoreUnsafe(ref destination, (nuint)(4 * stride));
        a1.GetUpper().GetLower().StoreUnsafe(ref destination, (nuint)(5 * stride));
        a0.GetUpper().GetUpper().StoreUnsafe(ref destination, (nuint)(6 * stride));
        a1.GetUpper().GetUpper().StoreUnsafe(ref destination, (nuint)(7 * stride));
    }
}
