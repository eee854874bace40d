using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>A "vector" of one element: the path for rows that are shorter than a vector, and for processors without vectors.</summary>
internal readonly struct SimdScalar<T> : ISimd<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => 1;

    public static T Zero => T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Create(double value) => T.CreateTruncating(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Create(T value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(ref readonly T source, nint offset) => Unsafe.Add(ref Unsafe.AsRef(in source), offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T value, ref T destination, nint offset) => Unsafe.Add(ref destination, offset) = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add(T left, T right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Subtract(T left, T right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Multiply(T left, T right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Divide(T left, T right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd(T left, T right, T addend) => T.FusedMultiplyAdd(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplySubtract(T left, T right, T subtrahend) => T.FusedMultiplyAdd(left, right, -subtrahend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(T left, T right) => left > right ? left : right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Min(T left, T right) => left < right ? left : right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CopySign(T value, T sign) => T.CopySign(value, sign);

    public static void Exp(ref T a, ref T b, ref T c, ref T d) => (a, b, c, d) = (Exp(a), Exp(b), Exp(c), Exp(d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp(T x) => typeof(T) == typeof(float)
        ? From(VectorMath.Exp(Vector128.CreateScalarUnsafe(Single(x))).ToScalar())
        : From(VectorMath.Exp(Vector128.CreateScalarUnsafe(Double(x))).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp(T x, T shift) => Simd128<T>.Exp(Vector128.CreateScalarUnsafe(x), Vector128.CreateScalarUnsafe(shift)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T BinaryExponent(T x) => typeof(T) == typeof(float)
        ? From((float)((BitConverter.SingleToInt32Bits(Single(x)) - FloatBits.RootHalfSingle) >> FloatBits.MantissaSingle))
        : From((double)((long)(BitConverter.DoubleToUInt64Bits(Double(x)) - FloatBits.RootHalfDouble) >> FloatBits.MantissaDouble));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T PowerOfTwoInverse(T exponent) => typeof(T) == typeof(float)
        ? From(BitConverter.Int32BitsToSingle((FloatBits.BiasSingle - (int)Single(exponent)) << FloatBits.MantissaSingle))
        : From(BitConverter.Int64BitsToDouble((FloatBits.BiasDouble - (long)Double(exponent)) << FloatBits.MantissaDouble));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LessThan(T left, T right) => left < right ? T.AllBitsSet : T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T IsNegative(T value) => T.IsNegative(value) ? T.AllBitsSet : T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T And(T left, T right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Or(T left, T right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Append(T bits, T first, T second, T third, T last)
    {
        uint four = (first > T.Zero ? 8u : 0) | (second > T.Zero ? 4u : 0) | (third > T.Zero ? 2u : 0) | (last > T.Zero ? 1u : 0);
        return typeof(T) == typeof(float)
            ? From(BitConverter.UInt32BitsToSingle((BitConverter.SingleToUInt32Bits(Single(bits)) << 4) | four))
            : From(BitConverter.UInt64BitsToDouble((BitConverter.DoubleToUInt64Bits(Double(bits)) << 4) | four));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NextSign(T bits) => typeof(T) == typeof(float)
        ? From(BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(Single(bits)) << 1))
        : From(BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(Double(bits)) << 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FlipSign(T value, T sign) => T.IsNegative(sign) ? -value : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Select(T mask, T whenTrue, T whenFalse) => T.IsNaN(mask) ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LoadIntegers(ref int source, nint offset) => typeof(T) == typeof(float)
        ? From(BitConverter.Int32BitsToSingle(Unsafe.Add(ref source, offset)))
        : From(BitConverter.Int64BitsToDouble(Unsafe.Add(ref source, offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HasInteger(T integers, int value)
    {
        bool isEqual = typeof(T) == typeof(float)
            ? BitConverter.SingleToInt32Bits(Single(integers)) == value
            : BitConverter.DoubleToInt64Bits(Double(integers)) == value;
        return isEqual ? T.AllBitsSet : T.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HorizontalMax(T value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HorizontalSum(T sum, T error) => T.IsNaN(error) ? sum : sum + error;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double WideSum(T sum, T error) => (double)Single(sum) + Single(error);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FirstLane(T value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LanesFrom(int first) => first <= 0 ? T.AllBitsSet : T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Single(T value) => Unsafe.BitCast<T, float>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Double(T value) => Unsafe.BitCast<T, double>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T From(float value) => Unsafe.BitCast<float, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T From(double value) => Unsafe.BitCast<double, T>(value);
}
