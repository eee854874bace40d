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
        v => v.Elements());

    [Fact]
    public void Four_floats_at_once_have_the_bits_of_one_256() => Same<float, Vector256<float>>(
        v => Vector256.Create(v),
        (ref a, ref b, ref c, ref d, shift) => VectorMath.Exp(ref a, ref b, ref c, ref d, shift),
        VectorMath.Exp,
        v => v.Elements());

    [Fact]
    public void Four_doubles_at_once_have_the_bits_of_one_512() => Same<double, Vector512<double>>(
        v => Vector512.Create(v),
        (ref a, ref b, ref c, ref d, shift) => VectorMath.Exp(ref a, ref b, ref c, ref d, shift),
        VectorMath.Exp,
        v => v.Elements());

    [Fact]
    public void Four_doubles_at_once_have_the_bits_of_one_256() => Same<double, Vector256<double>>(
        v => Vector256.Create(v),
        (ref a, ref b, ref c, ref d, shift) => VectorMath.Exp(ref a, ref b, ref c, ref d, shift),
        VectorMath.Exp,
        v => v.Elements());

    [Fact]
    public void Four_floats_have_shifts_of_their_own_512() => SameOfOwn<float, Vector512<float>>(
        v => Vector512.Create(v), VectorMath.Exp, VectorMath.Exp, v => v.Elements());

    [Fact]
    public void Four_floats_have_shifts_of_their_own_256() => SameOfOwn<float, Vector256<float>>(
        v => Vector256.Create(v), VectorMath.Exp, VectorMath.Exp, v => v.Elements());

    [Fact]
    public void Four_doubles_have_shifts_of_their_own_512() => SameOfOwn<double, Vector512<double>>(
        v => Vector512.Create(v), VectorMath.Exp, VectorMath.Exp, v => v.Elements());

    [Fact]
    public void Four_doubles_have_shifts_of_their_own_256() => SameOfOwn<double, Vector256<double>>(
        v => Vector256.Create(v), VectorMath.Exp, VectorMath.Exp, v => v.Elements());

    private delegate void Four<TVector>(ref TVector a, ref TVector b, ref TVector c, ref TVector d, TVector shift);

    private delegate void FourOfOwn<TVector>(ref TVector a, ref TVector b, ref TVector c, ref TVector d, TVector shift0, TVector shift1, TVector shift2, TVector shift3);

    private static void Same<T, TVector>(Func<T[], TVector> create, Four<TVector> four, Func<TVector, TVector, TVector> one, Func<TVector, T[]> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => SameOfOwn(create, (ref a, ref b, ref c, ref d, shift, _, _, _) => four(ref a, ref b, ref c, ref d, shift), one, elements, shifts: 1);

    private static void SameOfOwn<T, TVector>(Func<T[], TVector> create, FourOfOwn<TVector> four, Func<TVector, TVector, TVector> one, Func<TVector, T[]> elements, int shifts = 4)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Lanes = 16;
        T[] special = [T.Zero, T.NegativeZero, T.NaN, T.NegativeInfinity, T.CreateChecked(60), T.CreateChecked(-103.5), T.CreateChecked(-745)];
        var random = new Random(7);
        TVector[] some = [.. Enumerable.Range(0, shifts).Select(_ => create(Array(_ => T.CreateChecked(random.Next(-20, 20)))))];
        TVector[] shift = [.. Enumerable.Range(0, 4).Select(i => some[i % shifts])];
        for (int n = 0; n < 500; n++)
        {
            TVector[] x = [.. Enumerable.Range(0, 4).Select(_ => create(Array(i => i == n % 23 ? special[random.Next(special.Length)] : T.CreateChecked((random.NextDouble() * 120) - 100))))];
            T[][] expected = [.. x.Select((v, i) => elements(one(v, shift[i])))];
            four(ref x[0], ref x[1], ref x[2], ref x[3], shift[0], shift[1], shift[2], shift[3]);
            Assert.All(expected, (e, i) => Bits.Equal(e, elements(x[i])));
        }

        static T[] Array(Func<int, T> value) => [.. Enumerable.Range(0, Lanes).Select(value)];
    }
}
