namespace CeGen.Runtime;

/// <summary>
/// The operations that vector math and the dynamic kernels need of a vector of <typeparamref name="T"/>, so that each formula is
/// written once for every width; what row loops need of it is written out beside it, since the JIT has that sooner. The implementations are empty structs: the JIT specialises generic code for each and inlines all of it.
/// </summary>
/// <remarks>
/// A mask is a vector whose lanes are all ones or all zeros. <typeparamref name="T"/> is <see cref="float"/> or <see cref="double"/>.
/// </remarks>
/// <typeparam name="TVector">The vector; the element itself where there is none.</typeparam>
/// <typeparam name="T">The element.</typeparam>
internal interface ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes 0.</summary>
    static abstract TVector Zero { get; }

    /// <summary>Every lane <paramref name="value"/>, rounded to <typeparamref name="T"/>.</summary>
    static abstract TVector Create(double value);

    /// <summary>Every lane <paramref name="value"/>.</summary>
    static abstract TVector Create(T value);

    static abstract TVector Load(ref readonly T source, nint offset);

    static abstract void Store(TVector value, ref T destination, nint offset);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector Divide(TVector left, TVector right);

    /// <summary>left · right + addend with one rounding.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>left · right − subtrahend with one rounding.</summary>
    static abstract TVector MultiplySubtract(TVector left, TVector right, TVector subtrahend);

    /// <summary>
    /// The larger lane; NaN where <paramref name="right"/> is NaN. One instruction: x64 returns its second operand if either is NaN,
    /// ARM64 returns NaN.
    /// </summary>
    static abstract TVector Max(TVector left, TVector right);

    /// <summary>The smaller lane, as <see cref="Max"/>.</summary>
    static abstract TVector Min(TVector left, TVector right);

    /// <summary>The magnitude of <paramref name="value"/> with the sign of <paramref name="sign"/>.</summary>
    static abstract TVector CopySign(TVector value, TVector sign);

    /// <summary>e^x, as <see cref="VectorMath.Exp(System.Runtime.Intrinsics.Vector512{float})"/> has it.</summary>
    static abstract TVector Exp(TVector x);

    /// <summary>e^x of four vectors, step by step beside each other where there is vector math for it.</summary>
    static abstract void Exp(ref TVector a, ref TVector b, ref TVector c, ref TVector d);

    /// <summary>e^x / 2^shift, as <see cref="VectorMath.Exp(System.Runtime.Intrinsics.Vector512{float}, System.Runtime.Intrinsics.Vector512{float})"/> has it.</summary>
    static abstract TVector Exp(TVector x, TVector shift);

    /// <summary>
    /// For x in [2^−60, ∞): the integer k with √½ ≤ x·2^−k &lt; √2, as a number.
    /// </summary>
    static abstract TVector BinaryExponent(TVector x);

    /// <summary>2^−<paramref name="exponent"/> for an integral exponent in [−60, 126] (float) or [−60, 1022] (double).</summary>
    static abstract TVector PowerOfTwoInverse(TVector exponent);

    static abstract TVector LessThan(TVector left, TVector right);

    /// <summary>All ones in the lanes whose sign is set, that of −0 and of a negative NaN too.</summary>
    static abstract TVector IsNegative(TVector value);

    static abstract TVector And(TVector left, TVector right);

    static abstract TVector Or(TVector left, TVector right);

    /// <summary>Of each lane the bits without the highest four, and behind them one bit of each of four lanes that are 0 or 1, the last as the lowest.</summary>
    static abstract TVector Append(TVector bits, TVector first, TVector second, TVector third, TVector last);

    /// <summary>Of each lane the bits without the highest, which is its sign: the next becomes it.</summary>
    static abstract TVector NextSign(TVector bits);

    /// <summary><paramref name="value"/>, negated where the sign of <paramref name="sign"/> is set.</summary>
    static abstract TVector FlipSign(TVector value, TVector sign);

    /// <summary>Each lane from <paramref name="whenTrue"/> where the mask is set, else from <paramref name="whenFalse"/>.</summary>
    static abstract TVector Select(TVector mask, TVector whenTrue, TVector whenFalse);

    /// <summary>Neighbouring integers, as bits: one in each lane.</summary>
    static abstract TVector LoadIntegers(ref int source, nint offset);

    /// <summary>All ones in the lanes whose bits are <paramref name="value"/>.</summary>
    static abstract TVector HasInteger(TVector integers, int value);

    /// <summary>The largest lane; any of them if one is NaN.</summary>
    static abstract T HorizontalMax(TVector value);

    /// <summary>
    /// The sum of the lanes of both, rounded once: halves first, always in the same order. <paramref name="error"/> holds the rounding errors of
    /// <paramref name="sum"/>, which mean nothing where that is infinite.
    /// </summary>
    static abstract T HorizontalSum(TVector sum, TVector error);

    /// <summary>As <see cref="HorizontalSum"/>, of float lanes of one sign, in <see cref="double"/>: of their sum, some 2⁻⁵⁰ are rounded, and no addition waits for the error of another.</summary>
    static abstract double WideSum(TVector sum, TVector error);

    /// <summary><paramref name="value"/> in the first lane, 0 in the others.</summary>
    static abstract TVector FirstLane(T value);

    /// <summary>All ones in the lanes from <paramref name="first"/> on.</summary>
    static abstract TVector LanesFrom(int first);
}

/// <summary>The bits of the two element types, as the vector math uses them.</summary>
internal static class FloatBits
{
    /// <summary>1.5·2^23: added to a number below 2^22, it leaves that number rounded to an integer in the low bits.</summary>
    public const float RoundSingle = 12582912f;

    /// <summary>1.5·2^52: as <see cref="RoundSingle"/>, for double.</summary>
    public const double RoundDouble = 6755399441055744d;

    public const int MantissaSingle = 23;
    public const int MantissaDouble = 52;
    public const int BiasSingle = 127;
    public const int BiasDouble = 1023;

    /// <summary>value ^ (sign &amp; mask), as a table of truth. The JIT computes what is in parentheses once for two uses, which is one instruction more than this.</summary>
    public const byte FlipSign = 0xF0 ^ (0xCC & 0xAA);

    public const ulong ExponentDouble = 0x7FFul << MantissaDouble;

    /// <summary>The bits of √½ as a float.</summary>
    public const int RootHalfSingle = 0x3F3504F3;

    /// <summary>The bits of √½ as a double.</summary>
    public const ulong RootHalfDouble = 0x3FE6A09E667F3BCD;

    /// <summary>The bits of <see cref="RoundDouble"/>.</summary>
    public const ulong RoundDoubleBits = 0x4338000000000000;

    /// <summary>64, as an exponent among the bits of a double.</summary>
    public const ulong ExponentLift = 64UL << MantissaDouble;

    /// <summary>64, as a number.</summary>
    public const double ExponentLiftValue = 64;
}
