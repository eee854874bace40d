using System.Numerics;
using System.Runtime.Intrinsics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Four exponentials at once are four exponentials: each place has logits of its own, and a shift that is not 0.</summary>
public class ExpFourTests
{
    [Fact]
    public void Four_floats_at_once_have_the_bits_of_one_512() => Same<float, Vector512<float>>(
        v => Vector512.Create(v),
        (ref a, ref b, ref c, ref d, shift) => VectorMath.Exp(ref a, ref b, ref c, ref d, shift),
        VectorMath.Exp,
        v => v.ToArray());

    [Fact]
    public void Four_floats_at_once_have_the_bits_of_one_256() => Same<float, Vector256<float>>(
        v => Vector256.Create(v),
        (ref a, ref b, ref c, ref d, shift) => VectorMath.Exp(ref a, ref b, ref c, ref d, shift),
        VectorMath.Exp,
        v => v.ToArray());

    [Fact]
    public void Four_doubles_at_once_have_the_bits_of_one_512() => Same<double, Vector512<double>>(
        v => Vector512.Create(v),
        (ref a, ref b, ref c, ref d, shift) => VectorMath.Exp(ref a, ref b, ref c, ref d, shift),
        VectorMath.Exp,
        v => v.ToArray());

    [Fact]
    public void Four_doubles_at_once_have_the_bits_of_one_256() => Same<double, Vector256<double>>(
        v => Vector256.Create(v),
        (ref a, ref b, ref c, ref d, shift) => VectorMath.Exp(ref a, ref b, ref c, ref d, shift),
        VectorMath.Exp,
        v => v.ToArray());

    [Fact]
    public void Four_floats_have_shifts_of_their_own_512() => Same<float, Vector512<float>>(
        v => Vector512.Create(v),
        (ref a, ref b, ref c, ref d, shift) =>
        {
            // What has one more is computed again with its own.
            (Vector512<float> w, Vector512<float> y) = (b, d);
            VectorMath.Exp(ref a, ref b, ref c, ref d, shift, shift + Vector512<float>.One, shift, shift + Vector512<float>.One);
            (Vector512<float> x, Vector512<float> z) = (w, y);
            VectorMath.Exp(ref x, ref w, ref z, ref y, shift + Vector512<float>.One, shift, shift + Vector512<float>.One, shift);
            Bits.Equal(x.ToArray(), b.ToArray());
            Bits.Equal(z.ToArray(), d.ToArray());
            (b, d) = (w, y);
        },
        VectorMath.Exp,
        v => v.ToArray());

    private delegate void Four<TVector>(ref TVector a, ref TVector b, ref TVector c, ref TVector d, TVector shift);

    private static void Same<T, TVector>(Func<T[], TVector> create, Four<TVector> four, Func<TVector, TVector, TVector> one, Func<TVector, T[]> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Lanes = 16;
        T[] special = [T.Zero, T.NegativeZero, T.NaN, T.NegativeInfinity, T.CreateChecked(60), T.CreateChecked(-103.5), T.CreateChecked(-745)];
        var random = new Random(7);
        TVector shift = create(Array(_ => T.CreateChecked(random.Next(-20, 20))));
        for (int n = 0; n < 500; n++)
        {
            TVector[] x = [.. Enumerable.Range(0, 4).Select(_ => create(Array(i => i == n % 23 ? special[random.Next(special.Length)] : T.CreateChecked((random.NextDouble() * 120) - 100))))];
            T[][] expected = [.. x.Select(v => elements(one(v, shift)))];
            four(ref x[0], ref x[1], ref x[2], ref x[3], shift);
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
