using System.Numerics;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>The elements of a binary cross entropy, with the widest vectors that the processor has.</summary>
internal static class BinaryKernel
{
    public static void Compute<T, TPass>(BinaryFormula<T> formula, ref BinaryBlock<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        if (formula.Gamma == T.Zero)
        {
            Compute<T, TPass, NoFocus>(formula, ref block);
        }
        else
        {
            Compute<T, TPass, Focus>(formula, ref block);
        }
    }

    private static void Compute<T, TPass, TFocus>(BinaryFormula<T> formula, ref BinaryBlock<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
        where TFocus : struct, IFocus
    {
        if (Vector512.IsHardwareAccelerated)
        {
            BinaryLoop<Simd512<T>, Vector512<T>, T>.Compute<TPass, TFocus>(formula, ref block);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            BinaryLoop<Simd256<T>, Vector256<T>, T>.Compute<TPass, TFocus>(formula, ref block);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            BinaryLoop<Simd128<T>, Vector128<T>, T>.Compute<TPass, TFocus>(formula, ref block);
        }
        else
        {
            BinaryLoop<SimdScalar<T>, T, T>.Compute<TPass, TFocus>(formula, ref block);
        }
    }
}
