using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Exponentials whose shift is in the table of powers have the bits of those whose shift is not, for every shift that a row may have.</summary>
public sealed class RowShiftTests
{
    /// <summary>Without AVX-512, there is no table that ordinary shifts could leave.</summary>
    private static int MostShift256 => Avx512F.VL.IsSupported ? 93 : 288;

    [Fact]
    public void Floats_have_the_bits_of_other_shifts_512() => Same<float, Vector512<float>>(
        93, v => Vector512.Create(v), s => Vector512.Create(s), VectorMath.Exp, (x, s) => VectorMath.Exp(x, VectorMath.RowShift512<NearRows>(s)), Four, v => v.Elements());

    [Fact]
    public void Floats_have_the_bits_of_other_shifts_256() => Same<float, Vector256<float>>(
        MostShift256, v => Vector256.Create(v), s => Vector256.Create(s), VectorMath.Exp, (x, s) => VectorMath.Exp(x, VectorMath.RowShift256<NearRows>(s)), Four, v => v.Elements());

    [Fact]
    public void Doubles_have_the_bits_of_other_shifts_512() => Same<double, Vector512<double>>(
        866, v => Vector512.Create(v), s => Vector512.Create(s), VectorMath.Exp, (x, s) => VectorMath.Exp(x, VectorMath.RowShift512<NearRows>(s)), Four, v => v.Elements());

    [Fact]
    public void Doubles_have_the_bits_of_other_shifts_256() => Same<double, Vector256<double>>(
        866, v => Vector256.Create(v), s => Vector256.Create(s), VectorMath.Exp, (x, s) => VectorMath.Exp(x, VectorMath.RowShift256<NearRows>(s)), Four, v => v.Elements());

    private static void Four(Span<Vector512<float>> x, float shift) => VectorMath.Exp(ref x[0], ref x[1], ref x[2], ref x[3], VectorMath.RowShift512<NearRows>(shift));

    private static void Four(Span<Vector256<float>> x, float shift) => VectorMath.Exp(ref x[0], ref x[1], ref x[2], ref x[3], VectorMath.RowShift256<NearRows>(shift));

    private static void Four(Span<Vector512<double>> x, double shift) => VectorMath.Exp(ref x[0], ref x[1], ref x[2], ref x[3], VectorMath.RowShift512<NearRows>(shift));

    private static void Four(Span<Vector256<double>> x, double shift) => VectorMath.Exp(ref x[0], ref x[1], ref x[2], ref x[3], VectorMath.RowShift256<NearRows>(shift));

    private delegate void FourOf<T, TVector>(Span<TVector> x, T shift);

    /// <param name="most">The largest shift of a row.</param>
    /// <param name="create">Makes a vector.</param>
    /// <param name="all">A shift in all lanes.</param>
    /// <param name="expected">An exponential with another shift.</param>
    /// <param name="actual">One with the shift in the table.</param>
    /// <param name="four">Four of them.</param>
    /// <param name="elements">The lanes.</param>
    private static void Same<T, TVector>(
        int most, Func<T[], TVector> create, Func<T, TVector> all, Func<TVector, TVector, TVector> expected, Func<TVector, T, TVector> actual, FourOf<T, TVector> four, Func<TVector, T[]> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(11);
        for (int shift = -most; shift <= most; shift++)
        {
            T number = T.CreateChecked(shift);
            T max = number * T.CreateChecked(Math.Log(2));
            T[] special = [T.Zero, T.NegativeZero, T.Epsilon, -T.Epsilon, T.CreateChecked(1e-30), max, T.NaN, T.NegativeInfinity, -max];
            TVector[] x = [.. Enumerable.Range(0, 4).Select(v => create([.. Enumerable.Range(0, 16).Select(i => (i + v) % 5 == 0 && special[(shift + most + i) % special.Length] is var s && !(s > max) ? s : Below(i))]))];
            T[][] wanted = [.. x.Select(v => elements(expected(v, all(number))))];
            Assert.All(wanted, (e, i) => Bits.Equal(e, elements(actual(x[i], number)), $"shift {shift}"));
            four(x, number);
            Assert.All(wanted, (e, i) => Bits.Equal(e, elements(x[i]), $"shift {shift}, four"));

            // As far below the maximum as a result is subnormal, and 0, and nearer.
            T Below(int i) => max - T.CreateChecked(random.NextDouble() * (i % 2 == 0 ? 10 : most * 1.3));
        }
    }
}
