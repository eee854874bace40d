using System.Numerics;
using System.Runtime.Intrinsics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Exponentials of logits near 0, which have no shift, have the bits of those with a shift of 0, one by one and four at once.</summary>
public sealed class ExpNarrowTests
{
    private const double Farthest = 15;

    [Fact]
    public void Floats_have_the_bits_of_a_shift_of_0_512() => Same<float, Vector512<float>>(v => Vector512.Create(v), VectorMath.Exp, VectorMath.ExpNarrow, VectorMath.ExpNarrow, v => v.Elements());

    [Fact]
    public void Floats_have_the_bits_of_a_shift_of_0_256() => Same<float, Vector256<float>>(v => Vector256.Create(v), VectorMath.Exp, VectorMath.ExpNarrow, VectorMath.ExpNarrow, v => v.Elements());

    [Fact]
    public void Doubles_have_the_bits_of_a_shift_of_0_512() => Same<double, Vector512<double>>(v => Vector512.Create(v), VectorMath.Exp, VectorMath.ExpNarrow, VectorMath.ExpNarrow, v => v.Elements());

    [Fact]
    public void Doubles_have_the_bits_of_a_shift_of_0_256() => Same<double, Vector256<double>>(v => Vector256.Create(v), VectorMath.Exp, VectorMath.ExpNarrow, VectorMath.ExpNarrow, v => v.Elements());

    private delegate void Four<TVector>(ref TVector a, ref TVector b, ref TVector c, ref TVector d);

    private static void Same<T, TVector>(Func<T[], TVector> create, Func<TVector, TVector, TVector> shifted, Func<TVector, TVector> narrow, Four<TVector> four, Func<TVector, T[]> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] special = [T.Zero, T.NegativeZero, T.Epsilon, T.CreateChecked(Farthest), T.CreateChecked(-Farthest), T.NaN, T.CreateChecked(1e-30)];
        TVector zero = create(new T[16]);
        var random = new Random(13);
        for (int n = 0; n < 2000; n++)
        {
            TVector[] x = [.. Enumerable.Range(0, 4).Select(_ => create([.. Enumerable.Range(0, 16).Select(i => i == n % 29 ? special[random.Next(special.Length)] : T.CreateChecked(((2 * random.NextDouble()) - 1) * Farthest))]))];
            T[][] expected = [.. x.Select(v => elements(shifted(v, zero)))];
            Assert.All(expected, (e, i) => Bits.Equal(e, elements(narrow(x[i]))));
            four(ref x[0], ref x[1], ref x[2], ref x[3]);
            Assert.All(expected, (e, i) => Bits.Equal(e, elements(x[i])));
        }
    }
}
