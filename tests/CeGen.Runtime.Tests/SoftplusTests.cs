using System.Numerics;
using System.Runtime.Intrinsics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>log(1 + e) for e = exp(−|x|), and e / (1 + e): how exact they are, and that four at once have the bits of one, in every width.</summary>
public class SoftplusTests
{
    [Fact]
    public void Floats_are_exact()
    {
        (double worst, double worstSmall) = (0, 0);
        var random = new Random(3);
        for (int n = 0; n < 1_000_000; n++)
        {
            float e = n < 100 ? n / 100f : (float)Math.Exp(-random.NextDouble() * (n % 2 == 0 ? 2 : 80));
            float u = VectorMath.Softplus<SimdScalar<float>, float, float>(e, out float small);
            worst = Math.Max(worst, Ulp.Error<float>(u, e < 1e-6 ? e - ((double)e * e / 2) : Math.Log(1 + (double)e)));
            worstSmall = Math.Max(worstSmall, Ulp.Error<float>(small, e / (1 + (double)e)));
        }

        Assert.InRange(worst, 0, 1.5);
        Assert.InRange(worstSmall, 0, 1.5);
    }

    [Fact]
    public void Doubles_are_exact()
    {
        double worst = 0;
        var random = new Random(3);
        for (int n = 0; n < 1_000_000; n++)
        {
            double e = Math.Exp(-random.NextDouble() * (n % 2 == 0 ? 2 : 30));
            double u = VectorMath.Softplus<SimdScalar<double>, double, double>(e, out _);
            worst = Math.Max(worst, Ulp.Error<double>(u, VectorMath.Log1P<SimdScalar<double>, double, double>(e)));
        }

        // The two functions round differently, each within an ulp.
        Assert.InRange(worst, 0, 2);
    }

    [Fact]
    public void Ends_are_as_they_should_be()
    {
        Assert.Equal(0f, VectorMath.Softplus<SimdScalar<float>, float, float>(0, out float small));
        Assert.Equal(0f, small);
        Assert.Equal(float.Epsilon, VectorMath.Softplus<SimdScalar<float>, float, float>(float.Epsilon, out _));
        Assert.Equal(0.6931472f, VectorMath.Softplus<SimdScalar<float>, float, float>(1, out small));
        Assert.Equal(0.5f, small);
        Assert.Equal(double.NaN, VectorMath.Softplus<SimdScalar<double>, double, double>(double.NaN, out _));
    }

    [Fact]
    public void Decay_is_the_exponential_in_every_width()
    {
        Same<float>(VectorMath.Decay512, VectorMath.Decay256, x => VectorMath.Exp(Vector128.Create(-Math.Abs(x))).ToScalar());
        Same<double>(VectorMath.Decay512, VectorMath.Decay256, x => VectorMath.Exp(Vector128.Create(-Math.Abs(x))).ToScalar());
    }

    [Fact]
    public void Four_at_once_have_the_bits_of_one()
    {
        var random = new Random(5);
        for (int n = 0; n < 200; n++)
        {
            float[] e = [.. Enumerable.Range(0, 64).Select(_ => (float)Math.Exp(-random.NextDouble() * 30))];
            float[] expected = [.. e.Select(v => VectorMath.Softplus<SimdScalar<float>, float, float>(v, out _))];
            Vector512<float> a = Vector512.Create(e), b = Vector512.Create(e[16..]), c = Vector512.Create(e[32..]), d = Vector512.Create(e[48..]);
            VectorMath.Softplus(ref a, ref b, ref c, ref d, out _, out _, out _, out _);
            Vector512<float>[] wide = [a, b, c, d];
            Vector256<float> a2 = Vector256.Create(e), b2 = Vector256.Create(e[8..]), c2 = Vector256.Create(e[16..]), d2 = Vector256.Create(e[24..]);
            VectorMath.Softplus(ref a2, ref b2, ref c2, ref d2, out _, out _, out _, out _);
            Vector256<float>[] narrow = [a2, b2, c2, d2];

            double[] f = [.. e.Select(v => (double)v)];
            double[] expectedDoubles = [.. f.Select(v => VectorMath.Softplus<SimdScalar<double>, double, double>(v, out _))];
            Vector512<double> a3 = Vector512.Create(f), b3 = Vector512.Create(f[8..]), c3 = Vector512.Create(f[16..]), d3 = Vector512.Create(f[24..]);
            VectorMath.Softplus(ref a3, ref b3, ref c3, ref d3, out _, out _, out _, out _);
            Vector512<double>[] wideDoubles = [a3, b3, c3, d3];
            Vector256<double> a4 = Vector256.Create(f), b4 = Vector256.Create(f[4..]), c4 = Vector256.Create(f[8..]), d4 = Vector256.Create(f[12..]);
            VectorMath.Softplus(ref a4, ref b4, ref c4, ref d4, out _, out _, out _, out _);
            Vector256<double>[] narrowDoubles = [a4, b4, c4, d4];

            Assert.All(wide, (v, i) => Assert.Equal(Vector512.Create(expected[(16 * i)..]), v));
            Assert.All(narrow, (v, i) => Assert.Equal(Vector256.Create(expected[(8 * i)..]), v));
            Assert.All(wideDoubles, (v, i) => Assert.Equal(Vector512.Create(expectedDoubles[(8 * i)..]), v));
            Assert.All(narrowDoubles, (v, i) => Assert.Equal(Vector256.Create(expectedDoubles[(4 * i)..]), v));
        }
    }

    private delegate void Decay<T>(ref T x, ref T powers, nuint count);

    private static void Same<T>(Decay<T> wide, Decay<T> narrow, Func<T, T> one)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(5);
        T[] x = [T.Zero, T.NegativeZero, T.PositiveInfinity, T.NegativeInfinity, T.NaN, .. Enumerable.Range(0, 635).Select(_ => T.CreateChecked((random.NextDouble() - 0.5) * 250))];
        T[] expected = [.. x.Select(one)];
        foreach (Decay<T> decay in new[] { wide, narrow })
        {
            var actual = new T[x.Length];
            decay(ref x[0], ref actual[0], (nuint)x.Length);
            Bits.Equal(expected, actual);
        }
    }
}
