using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>128-bit vectors.</summary>
internal readonly struct Simd128<T> : ISimd<Vector128<T>, T>
    where T : unmanaged
{
    public static int Count => Vector128<T>.Count;

    public static Vector128<T> Zero => Vector128<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Create(double value) => typeof(T) == typeof(float)
        ? Vector128.Create((float)value).As<float, T>()
        : Vector128.Create(value).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Create(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(ref readonly T source, nint offset) => Vector128.LoadUnsafe(in source, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> value, ref T destination, nint offset) => value.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> left, Vector128<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Subtract(Vector128<T> left, Vector128<T> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Multiply(Vector128<T> left, Vector128<T> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Divide(Vector128<T> left, Vector128<T> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> left, Vector128<T> right, Vector128<T> addend) => typeof(T) == typeof(float)
        ? Vector128.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
        : Vector128.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplySubtract(Vector128<T> left, Vector128<T> right, Vector128<T> subtrahend)
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
    public static Vector128<T> Max(Vector128<T> left, Vector128<T> right) => Vector128.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Min(Vector128<T> left, Vector128<T> right) => Vector128.MinNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> CopySign(Vector128<T> value, Vector128<T> sign) => typeof(T) == typeof(float)
        ? Vector128.CopySign(value.AsSingle(), sign.AsSingle()).As<float, T>()
        : Vector128.CopySign(value.AsDouble(), sign.AsDouble()).As<double, T>();

    public static void Exp(ref Vector128<T> a, ref Vector128<T> b, ref Vector128<T> c, ref Vector128<T> d) => (a, b, c, d) = (Exp(a), Exp(b), Exp(c), Exp(d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Exp(Vector128<T> x) => typeof(T) == typeof(float)
        ? VectorMath.Exp(x.AsSingle()).As<float, T>()
        : VectorMath.Exp(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Exp(Vector128<T> x, Vector128<T> shift) => typeof(T) == typeof(float)
        ? VectorMath.Exp(x.AsSingle(), shift.AsSingle()).As<float, T>()
        : VectorMath.Exp(x.AsDouble(), shift.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> BinaryExponent(Vector128<T> x)
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<int> exponent = (x.AsInt32() - Vector128.Create(FloatBits.RootHalfSingle)) >> FloatBits.MantissaSingle;
            return Vector128.ConvertToSingle(exponent).As<float, T>();
        }
        else
        {
            // There is no arithmetic shift of 64 bits everywhere: lift the exponent above 0, and let a large number carry it in its low bits.
            Vector128<ulong> exponent = (x.AsUInt64() - Vector128.Create(FloatBits.RootHalfDouble - FloatBits.ExponentLift)) >> FloatBits.MantissaDouble;
            Vector128<double> carried = (exponent + Vector128.Create(FloatBits.RoundDoubleBits)).AsDouble();
            return (carried - Vector128.Create(FloatBits.RoundDouble + FloatBits.ExponentLiftValue)).As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> PowerOfTwoInverse(Vector128<T> exponent)
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<float> biased = Vector128.Create(FloatBits.RoundSingle + FloatBits.BiasSingle) - exponent.AsSingle();
            return (biased.AsInt32() << FloatBits.MantissaSingle).AsSingle().As<float, T>();
        }
        else
        {
            Vector128<double> biased = Vector128.Create(FloatBits.RoundDouble + FloatBits.BiasDouble) - exponent.AsDouble();
            return (biased.AsInt64() << FloatBits.MantissaDouble).AsDouble().As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LessThan(Vector128<T> left, Vector128<T> right) => Vector128.LessThan(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> IsNegative(Vector128<T> value) => Vector128.IsNegative(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> And(Vector128<T> left, Vector128<T> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Or(Vector128<T> left, Vector128<T> right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Append(Vector128<T> bits, Vector128<T> first, Vector128<T> second, Vector128<T> third, Vector128<T> last)
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<uint> four = (first.AsUInt32() & Vector128.Create(8u << FloatBits.MantissaSingle)) | (second.AsUInt32() & Vector128.Create(4u << FloatBits.MantissaSingle))
                | (third.AsUInt32() & Vector128.Create(2u << FloatBits.MantissaSingle)) | (last.AsUInt32() & Vector128.Create(1u << FloatBits.MantissaSingle));
            return ((bits.AsUInt32() << 4) | (four >> FloatBits.MantissaSingle)).As<uint, T>();
        }
        else
        {
            Vector128<ulong> four = (first.AsUInt64() & Vector128.Create(8ul << FloatBits.MantissaDouble)) | (second.AsUInt64() & Vector128.Create(4ul << FloatBits.MantissaDouble))
                | (third.AsUInt64() & Vector128.Create(2ul << FloatBits.MantissaDouble)) | (last.AsUInt64() & Vector128.Create(1ul << FloatBits.MantissaDouble));
            return ((bits.AsUInt64() << 4) | (four >> FloatBits.MantissaDouble)).As<ulong, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> NextSign(Vector128<T> bits) => typeof(T) == typeof(float)
        ? (bits.AsUInt32() + bits.AsUInt32()).As<uint, T>()
        : (bits.AsUInt64() + bits.AsUInt64()).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> FlipSign(Vector128<T> value, Vector128<T> sign) => value ^ (sign & Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Select(Vector128<T> mask, Vector128<T> whenTrue, Vector128<T> whenFalse) => Vector128.ConditionalSelect(mask, whenTrue, whenFalse);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LoadIntegers(ref int source, nint offset) => typeof(T) == typeof(float)
        ? Vector128.LoadUnsafe(ref source, (nuint)offset).As<int, T>()
        : Vector128.Create((long)Unsafe.Add(ref source, offset), Unsafe.Add(ref source, offset + 1)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> HasInteger(Vector128<T> integers, int value) => typeof(T) == typeof(float)
        ? Vector128.Equals(integers.AsInt32(), Vector128.Create(value)).As<int, T>()
        : Vector128.Equals(integers.AsInt64(), Vector128.Create((long)value)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HorizontalMax(Vector128<T> value) => Lanes.Max(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HorizontalSum(Vector128<T> sum, Vector128<T> error) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<float, T>(Lanes.Sum(sum.AsSingle(), error.AsSingle()))
        : Unsafe.BitCast<double, T>(Lanes.Sum(sum.AsDouble(), error.AsDouble()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double WideSum(Vector128<T> sum, Vector128<T> error) => Lanes.WideSum(sum.AsSingle(), error.AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> FirstLane(T value) => Vector128.CreateScalar(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LanesFrom(int first) => typeof(T) == typeof(float)
        ? Vector128.GreaterThanOrEqual(Vector128<int>.Indices, Vector128.Create(first)).As<int, T>()
        : Vector128.GreaterThanOrEqual(Vector128<long>.Indices, Vector128.Create((long)first)).As<long, T>();
}
