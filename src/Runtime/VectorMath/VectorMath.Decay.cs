using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>e^−|x| of neighbouring numbers, in a loop of its own: it does nothing but exponentials, so that four of them are all that a processor has to look ahead for.</summary>
    /// <param name="x">The first number, to be read only.</param>
    /// <param name="powers">Receives the powers: other memory than the numbers.</param>
    /// <param name="count">How many they are, a multiple of 64.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Decay512(ref float x, ref float powers, nuint count)
    {
        Vector512<float> sign = Vector512.Create(-0f);
        for (nuint i = 0; i < count; i += 64)
        {
            Vector512<float> a = Vector512.LoadUnsafe(ref x, i) | sign;
            Vector512<float> b = Vector512.LoadUnsafe(ref x, i + 16) | sign;
            Vector512<float> c = Vector512.LoadUnsafe(ref x, i + 32) | sign;
            Vector512<float> d = Vector512.LoadUnsafe(ref x, i + 48) | sign;
            Exp(ref a, ref b, ref c, ref d, Vector512<float>.Zero);
            a.StoreUnsafe(ref powers, i);
            b.StoreUnsafe(ref powers, i + 16);
            c.StoreUnsafe(ref powers, i + 32);
            d.StoreUnsafe(ref powers, i + 48);
        }
    }

    /// <inheritdoc cref="Decay512(ref float, ref float, nuint)"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Decay512(ref double x, ref double powers, nuint count)
    {
        Vector512<double> sign = Vector512.Create(-0d);
        for (nuint i = 0; i < count; i += 32)
        {
            Vector512<double> a = Vector512.LoadUnsafe(ref x, i) | sign;
            Vector512<double> b = Vector512.LoadUnsafe(ref x, i + 8) | sign;
            Vector512<double> c = Vector512.LoadUnsafe(ref x, i + 16) | sign;
            Vector512<double> d = Vector512.LoadUnsafe(ref x, i + 24) | sign;
            Exp(ref a, ref b, ref c, ref d, Vector512<double>.Zero);
            a.StoreUnsafe(ref powers, i);
            b.StoreUnsafe(ref powers, i + 8);
            c.StoreUnsafe(ref powers, i + 16);
            d.StoreUnsafe(ref powers, i + 24);
        }
    }

    /// <inheritdoc cref="Decay512(ref float, ref float, nuint)"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Decay256(ref float x, ref float powers, nuint count)
    {
        Vector256<float> sign = Vector256.Create(-0f);
        for (nuint i = 0; i < count; i += 32)
        {
            Vector256<float> a = Vector256.LoadUnsafe(ref x, i) | sign;
            Vector256<float> b = Vector256.LoadUnsafe(ref x, i + 8) | sign;
            Vector256<float> c = Vector256.LoadUnsafe(ref x, i + 16) | sign;
            Vector256<float> d = Vector256.LoadUnsafe(ref x, i + 24) | sign;
            Exp(ref a, ref b, ref c, ref d, Vector256<float>.Zero);
            a.StoreUnsafe(ref powers, i);
            b.StoreUnsafe(ref powers, i + 8);
            c.StoreUnsafe(ref powers, i + 16);
            d.StoreUnsafe(ref powers, i + 24);
        }
    }

    /// <inheritdoc cref="Decay512(ref float, ref float, nuint)"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Decay256(ref double x, ref double powers, nuint count)
    {
        Vector256<double> sign = Vector256.Create(-0d);
        for (nuint i = 0; i < count; i += 16)
        {
            Vector256<double> a = Vector256.LoadUnsafe(ref x, i) | sign;
            Vector256<double> b = Vector256.LoadUnsafe(ref x, i + 4) | sign;
            Vector256<double> c = Vector256.LoadUnsafe(ref x, i + 8) | sign;
            Vector256<double> d = Vector256.LoadUnsafe(ref x, i + 12) | sign;
            Exp(ref a, ref b, ref c, ref d, Vector256<double>.Zero);
            a.StoreUnsafe(ref powers, i);
            b.StoreUnsafe(ref powers, i + 4);
            c.StoreUnsafe(ref powers, i + 8);
            d.StoreUnsafe(ref powers, i + 12);
        }
    }

    /// <inheritdoc cref="Decay512(ref float, ref float, nuint)"/>
    internal static void Decay<TSimd, TVector, T>(ref T x, ref T powers, nint count)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        if (typeof(TVector) == typeof(Vector512<float>))
        {
            Decay512(ref Unsafe.As<T, float>(ref x), ref Unsafe.As<T, float>(ref powers), (nuint)count);
        }
        else if (typeof(TVector) == typeof(Vector512<double>))
        {
            Decay512(ref Unsafe.As<T, double>(ref x), ref Unsafe.As<T, double>(ref powers), (nuint)count);
        }
        else if (typeof(TVector) == typeof(Vector256<float>))
        {
            Decay256(ref Unsafe.As<T, float>(ref x), ref Unsafe.As<T, float>(ref powers), (nuint)count);
        }
        else if (typeof(TVector) == typeof(Vector256<double>))
        {
            Decay256(ref Unsafe.As<T, double>(ref x), ref Unsafe.As<T, double>(ref powers), (nuint)count);
        }
        else
        {
            for (nint i = 0; i < count; i += TSimd.Count)
            {
                TVector value = TSimd.Load(in x, i);
                TSimd.Store(TSimd.Exp(TSimd.Subtract(TSimd.Zero, TSimd.Max(TSimd.Subtract(TSimd.Zero, value), value))), ref powers, i);
            }
        }
    }
}
