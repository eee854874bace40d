using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>512-bit vectors.</summary>
internal readonly struct Simd512<T> : ISimd<Vector512<T>, T>
    where T : unmanaged
{
    public static int Count => Vector512<T>.Count;

    public static Vector512<T> Zero => Vector512<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Create(double value) => typeof(T) == typeof(float)
        ? Vector512.Create((float)value).As<float, T>()
        : Vector512.Create(value).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Create(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(ref readonly T source, nint offset) => Vector512.LoadUnsafe(in source, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> value, ref T destination, nint offset) => value.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> left, Vector512<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Subtract(Vector512<T> left, Vector512<T> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Multiply(Vector512<T> left, Vector512<T> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Divide(Vector512<T> left, Vector512<T> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> left, Vector512<T> right, Vector512<T> addend) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplySubtract(Vector512<T> left, Vector512<T> right, Vector512<T> subtrahend)
    {
        if (!Avx512F.IsSupported)
        {
            return MultiplyAdd(left, right, -subtrahend);
        }

        return typeof(T) == typeof(float)
            ? Avx512F.FusedMultiplySubtract(left.AsSingle(), right.AsSingle(), subtrahend.AsSingle()).As<float, T>()
            : Avx512F.FusedMultiplySubtract(left.AsDouble(), right.AsDouble(), subtrahend.AsDouble()).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Max(Vector512<T> left, Vector512<T> right) => Vector512.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Min(Vector512<T> left, Vector512<T> right) => Vector512.MinNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> CopySign(Vector512<T> value, Vector512<T> sign) => typeof(T) == typeof(float)
        ? Vector512.CopySign(value.AsSingle(), sign.AsSingle()).As<float, T>()
        : Vector512.CopySign(value.AsDouble(), sign.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(ref Vector512<T> a, ref Vector512<T> b, ref Vector512<T> c, ref Vector512<T> d)
    {
        if (typeof(T) == typeof(float))
        {
            Vector512<float> e0 = a.AsSingle(), e1 = b.AsSingle(), e2 = c.AsSingle(), e3 = d.AsSingle();
            VectorMath.Exp(ref e0, ref e1, ref e2, ref e3, Vector512<float>.Zero);
            (a, b, c, d) = (e0.As<float, T>(), e1.As<float, T>(), e2.As<float, T>(), e3.As<float, T>());
        }
        else
        {
            Vector512<double> e0 = a.AsDouble(), e1 = b.AsDouble(), e2 = c.AsDouble(), e3 = d.AsDouble();
            VectorMath.Exp(ref e0, ref e1, ref e2, ref e3, Vector512<double>.Zero);
            (a, b, c, d) = (e0.As<double, T>(), e1.As<double, T>(), e2.As<double, T>(), e3.As<double, T>());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Exp(Vector512<T> x) => typeof(T) == typeof(float)
        ? VectorMath.Exp(x.AsSingle()).As<float, T>()
        : VectorMath.Exp(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Exp(Vector512<T> x, Vector512<T> shift) => typeof(T) == typeof(float)
        ? VectorMath.Exp(x.AsSingle(), shift.AsSingle()).As<float, T>()
        : VectorMath.Exp(x.AsDouble(), shift.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> BinaryExponent(Vector512<T> x)
    {
        if (typeof(T) == typeof(float))
        {
            Vector512<int> exponent = (x.AsInt32() - Vector512.Create(FloatBits.RootHalfSingle)) >> FloatBits.MantissaSingle;
            return Vector512.ConvertToSingle(exponent).As<float, T>();
        }
        else
        {
            // There is no arithmetic shift of 64 bits everywhere: lift the exponent above 0, and let a large number carry it in its low bits.
            Vector512<ulong> exponent = (x.AsUInt64() - Vector512.Create(FloatBits.RootHalfDouble - FloatBits.ExponentLift)) >> FloatBits.MantissaDouble;
            Vector512<double> carried = (exponent + Vector512.Create(FloatBits.RoundDoubleBits)).AsDouble();
            return (carried - Vector512.Create(FloatBits.RoundDouble + FloatBits.ExponentLiftValue)).As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> PowerOfTwoInverse(Vector512<T> exponent)
    {
        if (typeof(T) == typeof(float))
        {
            Vector512<float> biased = Vector512.Create(FloatBits.RoundSingle + FloatBits.BiasSingle) - exponent.AsSingle();
            return (biased.AsInt32() << FloatBits.MantissaSingle).AsSingle().As<float, T>();
        }
        else
        {
            Vector512<double> biased = Vector512.Create(FloatBits.RoundDouble + FloatBits.BiasDouble) - exponent.AsDouble();
            return (biased.AsInt64() << FloatBits.MantissaDouble).AsDouble().As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LessThan(Vector512<T> left, Vector512<T> right) => Vector512.LessThan(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> IsNegative(Vector512<T> value) => Vector512.IsNegative(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> And(Vector512<T> left, Vector512<T> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Or(Vector512<T> left, Vector512<T> right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Append(Vector512<T> bits, Vector512<T> first, Vector512<T> second, Vector512<T> third, Vector512<T> last)
    {
        if (typeof(T) == typeof(float))
        {
            Vector512<uint> four = (first.AsUInt32() & Vector512.Create(8u << FloatBits.MantissaSingle)) | (second.AsUInt32() & Vector512.Create(4u << FloatBits.MantissaSingle))
                | (third.AsUInt32() & Vector512.Create(2u << FloatBits.MantissaSingle)) | (last.AsUInt32() & Vector512.Create(1u << FloatBits.MantissaSingle));
            return ((bits.AsUInt32() << 4) | (four >> FloatBits.MantissaSingle)).As<uint, T>();
        }
        else
        {
            Vector512<ulong> four = (first.AsUInt64() & Vector512.Create(8ul << FloatBits.MantissaDouble)) | (second.AsUInt64() & Vector512.Create(4ul << FloatBits.MantissaDouble))
                | (third.AsUInt64() & Vector512.Create(2ul << FloatBits.MantissaDouble)) | (last.AsUInt64() & Vector512.Create(1ul << FloatBits.MantissaDouble));
            return ((bits.AsUInt64() << 4) | (four >> FloatBits.MantissaDouble)).As<ulong, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> NextSign(Vector512<T> bits) => typeof(T) == typeof(float)
        ? (bits.AsUInt32() + bits.AsUInt32()).As<uint, T>()
        : (bits.AsUInt64() + bits.AsUInt64()).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> FlipSign(Vector512<T> value, Vector512<T> sign)
    {
        Vector512<T> mask = Create(-0.0);
        return Avx512F.IsSupported
            ? Avx512F.TernaryLogic(value.AsUInt32(), sign.AsUInt32(), mask.AsUInt32(), FloatBits.FlipSign).As<uint, T>()
            : value ^ (sign & mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Select(Vector512<T> mask, Vector512<T> whenTrue, Vector512<T> whenFalse) => Vector512.ConditionalSelect(mask, whenTrue, whenFalse);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadIntegers(ref int source, nint offset)
    {
        if (typeof(T) == typeof(float))
        {
            return Vector512.LoadUnsafe(ref source, (nuint)offset).As<int, T>();
        }

        (Vector256<long> lower, Vector256<long> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref source, (nuint)offset));
        return Vector512.Create(lower, upper).As<long, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> HasInteger(Vector512<T> integers, int value) => typeof(T) == typeof(float)
        ? Vector512.Equals(integers.AsInt32(), Vector512.Create(value)).As<int, T>()
        : Vector512.Equals(integers.AsInt64(), Vector512.Create((long)value)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HorizontalMax(Vector512<T> value) => Lanes.Max(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HorizontalSum(Vector512<T> sum, Vector512<T> error) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<float, T>(Lanes.Sum(sum.AsSingle(), error.AsSingle()))
        : Unsafe.BitCast<double, T>(Lanes.Sum(sum.AsDouble(), error.AsDouble()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double WideSum(Vector512<T> sum, Vector512<T> error) => Lanes.WideSum(sum.AsSingle(), error.AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> FirstLane(T value) => Vector512.CreateScalar(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LanesFrom(int first) => typeof(T) == typeof(float)
        ? Vector512.GreaterThanOrEqual(Vector512<int>.Indices, Vector512.Create(first)).As<int, T>()
        : Vector512.GreaterThanOrEqual(Vector512<long>.Indices, Vector512.Create((long)first)).As<long, T>();
}
