using System.Numerics;
using System.Runtime.Intrinsics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Four exponentials at once are four exponentials: each place has logits of its own, and a shift and a lowest exponent that are not 0.</summary>
public class ExpFourTests
{
    [Fact]
    public void Four_floats_at_once_have_the_bits_of_one_512() => Same<float, Vector512<float>>(
        v => Vector512.Create(v),
        (ref a, ref b, ref c, ref d, shift, lowest) => VectorMath.Exp(ref a, ref b, ref c, ref d, shift, lowest),
        VectorMath.Exp,
        v => v.ToArray());

    [Fact]
    public void Four_floats_at_once_have_the_bits_of_one_256() => Same<float, Vector256<float>>(
        v => Vector256.Create(v),
        (ref a, ref b, ref c, ref d, shift, lowest) => VectorMath.Exp(ref a, ref b, ref c, ref d, shift, lowest),
        VectorMath.Exp,
        v => v.ToArray());

    [Fact]
    public void Four_doubles_at_once_have_the_bits_of_one_512() => Same<double, Vector512<double>>(
        v => Vector512.Create(v),
        (ref a, ref b, ref c, ref d, shift, lowest) => VectorMath.Exp(ref a, ref b, ref c, ref d, shift, lowest),
        VectorMath.Exp,
        v => v.ToArray());

    [Fact]
    public void Four_doubles_at_once_have_the_bits_of_one_256() => Same<double, Vector256<double>>(
        v => Vector256.Create(v),
        (ref a, ref b, ref c, ref d, shift, lowest) => VectorMath.Exp(ref a, ref b, ref c, ref d, shift, lowest),
        VectorMath.Exp,
        v => v.ToArray());

    [Fact]
    public void Two_halves_of_four_floats_have_the_bits_of_one() => Same<float, Vector512<float>>(
        v => Vector512.Create(v),
        (ref a, ref b, ref c, ref d, shift, lowest) =>
        {
            VectorMath.BeginExp(ref a, ref b, ref c, ref d, out var n0, out var n1, out var n2, out var n3, shift, lowest);
            VectorMath.EndExp(ref a, ref b, ref c, ref d, n0, n1, n2, n3);
        },
        VectorMath.Exp,
        v => v.ToArray());

    [Fact]
    public void Two_halves_of_four_doubles_have_the_bits_of_one() => Same<double, Vector512<double>>(
        v => Vector512.Create(v),
        (ref a, ref b, ref c, ref d, shift, lowest) =>
        {
            VectorMath.BeginExp(ref a, ref b, ref c, ref d, out var n0, out var n1, out var n2, out var n3, shift, lowest);
            VectorMath.EndExp(ref a, ref b, ref c, ref d, n0, n1, n2, n3);
        },
        VectorMath.Exp,
        v => v.ToArray());

    [Fact]
    public void The_end_of_four_floats_beside_the_beginning_of_four_others_has_the_bits_of_one() => Same<float, Vector512<float>>(
        v => Vector512.Create(v),
        (ref a, ref b, ref c, ref d, shift, lowest) =>
        {
            // The given ones first as those that end, and then the same as those that begin.
            (Vector512<float> w, Vector512<float> x, Vector512<float> y, Vector512<float> z) = (a, b, c, d);
            (Vector512<float> other, Vector512<float> otherLowest) = (shift + Vector512<float>.One, lowest + Vector512<float>.One);
            VectorMath.BeginExp(ref a, ref b, ref c, ref d, out var n0, out var n1, out var n2, out var n3, other, shift, other, shift, otherLowest, lowest, otherLowest, lowest);
            VectorMath.StepExp(ref a, ref b, ref c, ref d, n0, n1, n2, n3, ref w, ref x, ref y, ref z, out var m0, out var m1, out var m2, out var m3, shift, other, shift, other, lowest, otherLowest, lowest, otherLowest);
            VectorMath.EndExp(ref w, ref x, ref y, ref z, m0, m1, m2, m3);
            (a, c) = (w, y);
        },
        VectorMath.Exp,
        v => v.ToArray());

    [Fact]
    public void The_end_of_four_doubles_beside_the_beginning_of_four_others_has_the_bits_of_one() => Same<double, Vector512<double>>(
        v => Vector512.Create(v),
        (ref a, ref b, ref c, ref d, shift, lowest) =>
        {
            (Vector512<double> w, Vector512<double> x, Vector512<double> y, Vector512<double> z) = (a, b, c, d);
            (Vector512<double> other, Vector512<double> otherLowest) = (shift + Vector512<double>.One, lowest + Vector512<double>.One);
            VectorMath.BeginExp(ref a, ref b, ref c, ref d, out var n0, out var n1, out var n2, out var n3, other, shift, other, shift, otherLowest, lowest, otherLowest, lowest);
            VectorMath.StepExp(ref a, ref b, ref c, ref d, n0, n1, n2, n3, ref w, ref x, ref y, ref z, out var m0, out var m1, out var m2, out var m3, shift, other, shift, other, lowest, otherLowest, lowest, otherLowest);
            VectorMath.EndExp(ref w, ref x, ref y, ref z, m0, m1, m2, m3);
            (a, c) = (w, y);
        },
        VectorMath.Exp,
        v => v.ToArray());

    private delegate void Four<TVector>(ref TVector a, ref TVector b, ref TVector c, ref TVector d, TVector shift, TVector lowest);

    private static void Same<T, TVector>(Func<T[], TVector> create, Four<TVector> four, Func<TVector, TVector, TVector, TVector> one, Func<TVector, T[]> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Lanes = 16;
        T[] special = [T.Zero, T.NegativeZero, T.NaN, T.NegativeInfinity, T.CreateChecked(60), T.CreateChecked(-103.5), T.CreateChecked(-745)];
        var random = new Random(7);
        TVector shift = create(Array(_ => T.CreateChecked(random.Next(-20, 20))));
        TVector lowest = create(Array(_ => T.CreateChecked(-90 - random.Next(20))));
        for (int n = 0; n < 500; n++)
        {
            TVector[] x = [.. Enumerable.Range(0, 4).Select(_ => create(Array(i => i == n % 23 ? special[random.Next(special.Length)] : T.CreateChecked((random.NextDouble() * 120) - 100))))];
            T[][] expected = [.. x.Select(v => elements(one(v, shift, lowest)))];
            four(ref x[0], ref x[1], ref x[2], ref x[3], shift, lowest);
            Assert.All(expected, (e, i) => Bits.Equal(e, elements(x[i])));
        }

        static T[] Array(Func<int, T> value) => [.. Enumerable.Range(0, Lanes).Select(value)];
    }
}

file static class VectorElements
{
    public static T[] ToArray<T>(this Vector512<T> vector) => [.. Enumerable.Range(0, Vector512<T>.Count).Select(i => vector.GetElement(i))];

    public static T[] ToArray<T>(this Vector256<T> vector) => [.. Enumerable.Range(0, Vector256<T>.Count).Select(i => vector.GetElement(i))];
}
