using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>256-bit vectors.</summary>
internal readonly struct Simd256<T> : ISimd<Vector256<T>, T>
    where T : unmanaged
{
    public static int Count => Vector256<T>.Count;

    public static Vector256<T> Zero => Vector256<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Create(double value) => typeof(T) == typeof(float)
        ? Vector256.Create((float)value).As<float, T>()
        : Vector256.Create(value).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Create(T value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(ref readonly T source, nint offset) => Vector256.LoadUnsafe(in source, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> value, ref T destination, nint offset) => value.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> left, Vector256<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Subtract(Vector256<T> left, Vector256<T> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Multiply(Vector256<T> left, Vector256<T> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Divide(Vector256<T> left, Vector256<T> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> left, Vector256<T> right, Vector256<T> addend) => typeof(T) == typeof(float)
        ? Vector256.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
        : Vector256.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplySubtract(Vector256<T> left, Vector256<T> right, Vector256<T> subtrahend)
    {
        if (!Fma.IsSupported)
        {
            return MultiplyAdd(left, right, -subtrahend);
        }

        return typeof(T) == typeof(float)
            ? Fma.MultiplySubtract(left.AsSingle(), right.AsSingle(), subtrahend.AsSingle()).As<float, T>()
            : Fma.MultiplySubtract(left.AsDouble(), right.AsDouble(), subtrahend.AsDouble()).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Max(Vector256<T> left, Vector256<T> right) => Vector256.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Min(Vector256<T> left, Vector256<T> right) => Vector256.MinNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> CopySign(Vector256<T> value, Vector256<T> sign) => typeof(T) == typeof(float)
        ? Vector256.CopySign(value.AsSingle(), sign.AsSingle()).As<float, T>()
        : Vector256.CopySign(value.AsDouble(), sign.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(ref Vector256<T> a, ref Vector256<T> b, ref Vector256<T> c, ref Vector256<T> d)
    {
        if (typeof(T) == typeof(float))
        {
            Vector256<float> e0 = a.AsSingle(), e1 = b.AsSingle(), e2 = c.AsSingle(), e3 = d.AsSingle();
            VectorMath.Exp(ref e0, ref e1, ref e2, ref e3, Vector256<float>.Zero);
            (a, b, c, d) = (e0.As<float, T>(), e1.As<float, T>(), e2.As<float, T>(), e3.As<float, T>());
        }
        else
        {
            Vector256<double> e0 = a.AsDouble(), e1 = b.AsDouble(), e2 = c.AsDouble(), e3 = d.AsDouble();
            VectorMath.Exp(ref e0, ref e1, ref e2, ref e3, Vector256<double>.Zero);
            (a, b, c, d) = (e0.As<double, T>(), e1.As<double, T>(), e2.As<double, T>(), e3.As<double, T>());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Exp(Vector256<T> x) => typeof(T) == typeof(float)
        ? VectorMath.Exp(x.AsSingle()).As<float, T>()
        : VectorMath.Exp(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Exp(Vector256<T> x, Vector256<T> shift) => typeof(T) == typeof(float)
        ? VectorMath.Exp(x.AsSingle(), shift.AsSingle()).As<float, T>()
        : VectorMath.Exp(x.AsDouble(), shift.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> BinaryExponent(Vector256<T> x)
    {
        if (typeof(T) == typeof(float))
        {
            Vector256<int> exponent = (x.AsInt32() - Vector256.Create(FloatBits.RootHalfSingle)) >> FloatBits.MantissaSingle;
            return Vector256.ConvertToSingle(exponent).As<float, T>();
        }
        else
        {
            // There is no arithmetic shift of 64 bits everywhere: lift the exponent above 0, and let a large number carry it in its low bits.
            Vector256<ulong> exponent = (x.AsUInt64() - Vector256.Create(FloatBits.RootHalfDouble - FloatBits.ExponentLift)) >> FloatBits.MantissaDouble;
            Vector256<double> carried = (exponent + Vector256.Create(FloatBits.RoundDoubleBits)).AsDouble();
            return (carried - Vector256.Create(FloatBits.RoundDouble + FloatBits.ExponentLiftValue)).As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> PowerOfTwoInverse(Vector256<T> exponent)
    {
        if (typeof(T) == typeof(float))
        {
            Vector256<float> biased = Vector256.Create(FloatBits.RoundSingle + FloatBits.BiasSingle) - exponent.AsSingle();
            return (biased.AsInt32() << FloatBits.MantissaSingle).AsSingle().As<float, T>();
        }
        else
        {
            Vector256<double> biased = Vector256.Create(FloatBits.RoundDouble + FloatBits.BiasDouble) - exponent.AsDouble();
            return (biased.AsInt64() << FloatBits.MantissaDouble).AsDouble().As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LessThan(Vector256<T> left, Vector256<T> right) => Vector256.LessThan(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsNegative(Vector256<T> value) => Vector256.IsNegative(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> And(Vector256<T> left, Vector256<T> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Or(Vector256<T> left, Vector256<T> right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Append(Vector256<T> bits, Vector256<T> first, Vector256<T> second, Vector256<T> third, Vector256<T> last)
    {
        if (typeof(T) == typeof(float))
        {
            Vector256<uint> four = (first.AsUInt32() & Vector256.Create(8u << FloatBits.MantissaSingle)) | (second.AsUInt32() & Vector256.Create(4u << FloatBits.MantissaSingle))
                | (third.AsUInt32() & Vector256.Create(2u << FloatBits.MantissaSingle)) | (last.AsUInt32() & Vector256.Create(1u << FloatBits.MantissaSingle));
            return ((bits.AsUInt32() << 4) | (four >> FloatBits.MantissaSingle)).As<uint, T>();
        }
        else
        {
            Vector256<ulong> four = (first.AsUInt64() & Vector256.Create(8ul << FloatBits.MantissaDouble)) | (second.AsUInt64() & Vector256.Create(4ul << FloatBits.MantissaDouble))
                | (third.AsUInt64() & Vector256.Create(2ul << FloatBits.MantissaDouble)) | (last.AsUInt64() & Vector256.Create(1ul << FloatBits.MantissaDouble));
            return ((bits.AsUInt64() << 4) | (four >> FloatBits.MantissaDouble)).As<ulong, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> NextSign(Vector256<T> bits) => typeof(T) == typeof(float)
        ? (bits.AsUInt32() + bits.AsUInt32()).As<uint, T>()
        : (bits.AsUInt64() + bits.AsUInt64()).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> FlipSign(Vector256<T> value, Vector256<T> sign) => value ^ (sign & Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Select(Vector256<T> mask, Vector256<T> whenTrue, Vector256<T> whenFalse) => Vector256.ConditionalSelect(mask, whenTrue, whenFalse);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadIntegers(ref int source, nint offset)
    {
        if (typeof(T) == typeof(float))
        {
            return Vector256.LoadUnsafe(ref source, (nuint)offset).As<int, T>();
        }

        (Vector128<long> lower, Vector128<long> upper) = Vector128.Widen(Vector128.LoadUnsafe(ref source, (nuint)offset));
        return Vector256.Create(lower, upper).As<long, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> HasInteger(Vector256<T> integers, int value) => typeof(T) == typeof(float)
        ? Vector256.Equals(integers.AsInt32(), Vector256.Create(value)).As<int, T>()
        : Vector256.Equals(integers.AsInt64(), Vector256.Create((long)value)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HorizontalMax(Vector256<T> value) => Lanes.Max(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HorizontalSum(Vector256<T> sum, Vector256<T> error) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<float, T>(Lanes.Sum(sum.AsSingle(), error.AsSingle()))
        : Unsafe.BitCast<double, T>(Lanes.Sum(sum.AsDouble(), error.AsDouble()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double WideSum(Vector256<T> sum, Vector256<T> error) => Lanes.WideSum(sum.AsSingle(), error.AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> FirstLane(T value) => Vector256.CreateScalar(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LanesFrom(int first) => typeof(T) == typeof(float)
        ? Vector256.GreaterThanOrEqual(Vector256<int>.Indices, Vector256.Create(first)).As<int, T>()
        : Vector256.GreaterThanOrEqual(Vector256<long>.Indices, Vector256.Create((long)first)).As<long, T>();
}
