using System.Numerics;

namespace CeGen.Runtime.Tests;

/// <summary>What must hold of sums that carry their rounding errors.</summary>
internal interface ISumChecks
{
    void Terms_of_any_size_and_sign_are_summed_exactly(int steps);

    void Exponentials_are_summed_exactly_with_and_without_one_of_them(int steps);

    void The_lanes_keep_their_errors();

    void An_infinite_sum_is_infinite_and_no_NaN_is_lost();
}

/// <summary>The checks with one kind of vector.</summary>
internal sealed class SumChecks<TSimd, TVector, T> : ISumChecks
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double RoundedOnce = 0.5 + 1e-4;

    /// <summary>Two additions one after the other, of which each loses half of a unit at most, which may be an ulp of the sum, before the sum is rounded once.</summary>
    private const double RoundedByFours = RoundedOnce + 2;

    public void Terms_of_any_size_and_sign_are_summed_exactly(int steps)
    {
        for (int seed = 0; seed < 50; seed++)
        {
            T[] terms = Terms(steps, seed, signs: true);
            TVector sum = TSimd.Zero, error = TSimd.Zero;
            for (int i = 0; i < terms.Length; i += TSimd.Count)
            {
                VectorMath.Add<TSimd, TVector, T>(ref sum, TSimd.Load(in terms[0], i), ref error);
            }

            IsNear(terms, TSimd.HorizontalSum(sum, error));
        }
    }

    public void Exponentials_are_summed_exactly_with_and_without_one_of_them(int steps)
    {
        TVector start = TSimd.Create(VectorMath.ExponentialsStart);
        for (int seed = 0; seed < 50; seed++)
        {
            // The largest exponential of a row lies between the roots of a half and of two.
            T[] terms = Terms(steps, seed, signs: false);
            terms[seed % terms.Length] = T.CreateTruncating(0.71 + (seed % 7 * 0.1));
            TVector sum = start, error = TSimd.Zero;
            int step = 4 * TSimd.Count, inFours = terms.Length - (terms.Length % step);
            for (int i = 0; i < inFours; i += step)
            {
                VectorMath.Grow<TSimd, TVector, T>(ref sum, Four(terms, i), ref error);
            }

            for (int i = inFours; i < terms.Length; i += TSimd.Count)
            {
                VectorMath.Grow<TSimd, TVector, T>(ref sum, TSimd.Load(in terms[0], i), ref error);
            }

            sum = TSimd.Subtract(sum, start);
            IsNear([.. Enumerable.Range(0, inFours / step).SelectMany(k => Elements(Four(terms, k * step))), .. terms[inFours..]], TSimd.HorizontalSum(sum, error));
            IsNear(terms, TSimd.HorizontalSum(sum, error), RoundedByFours);
            int target = seed * 5 % terms.Length;
            T rest = VectorMath.SumWithout<TSimd, TVector, T>(ref terms[0], target, inFours, sum, error);
            if (terms[target] <= rest * T.CreateTruncating(VectorMath.HeavyTarget))
            {
                IsNear([.. terms.Where((_, i) => i != target)], rest, RoundedByFours + 0.5);
            }
        }
    }

    public void The_lanes_keep_their_errors()
    {
        // Each term is just lost when it is added to 1.
        T tiny = T.CreateTruncating(typeof(T) == typeof(float) ? 5e-8 : 1e-16);
        TVector sum = TSimd.Create(1.0), error = TSimd.Zero;
        for (int i = 0; i < 1000; i++)
        {
            VectorMath.Add<TSimd, TVector, T>(ref sum, TSimd.Create(tiny), ref error);
        }

        TVector total = VectorMath.Total<TSimd, TVector, T>(sum, error);
        T expected = T.One + (tiny * T.CreateTruncating(1000));
        Assert.Equal(double.CreateTruncating(expected), double.CreateTruncating(TSimd.HorizontalMax(total)), typeof(T) == typeof(float) ? 1.2e-7 : 2.3e-16);
    }

    public void An_infinite_sum_is_infinite_and_no_NaN_is_lost()
    {
        TVector sum = TSimd.Zero, error = TSimd.Zero;
        VectorMath.Add<TSimd, TVector, T>(ref sum, TSimd.Create(1.0), ref error);
        VectorMath.Add<TSimd, TVector, T>(ref sum, TSimd.FirstLane(T.NegativeInfinity), ref error);
        Assert.Equal(T.NegativeInfinity, TSimd.HorizontalSum(sum, error));
        Assert.Equal(T.NegativeInfinity, TSimd.HorizontalSum(VectorMath.Total<TSimd, TVector, T>(sum, error), TSimd.Zero));

        VectorMath.Add<TSimd, TVector, T>(ref sum, TSimd.FirstLane(T.NaN), ref error);
        Assert.True(T.IsNaN(TSimd.HorizontalSum(sum, error)));
        Assert.True(T.IsNaN(TSimd.HorizontalSum(VectorMath.Total<TSimd, TVector, T>(sum, error), TSimd.Zero)));
    }

    private static T[] Terms(int steps, int seed, bool signs)
    {
        var random = new Random(seed);
        double spread = seed % 3 == 0 ? 1 : seed % 3 == 1 ? 12 : 40;
        return
        [
            .. Enumerable.Range(0, steps * TSimd.Count)
                .Select(_ => T.CreateTruncating(1.4 * Math.Exp(-spread * random.NextDouble()) * (signs && random.Next(5) == 0 ? -1 : 1))),
        ];
    }

    private static T[] Elements(TVector vector)
    {
        T[] elements = new T[TSimd.Count];
        TSimd.Store(vector, ref elements[0], 0);
        return elements;
    }

    private static TVector Four(T[] terms, int i)
    {
        TVector Vector(int k) => TSimd.Load(in terms[0], i + (k * TSimd.Count));
        return TSimd.Add(TSimd.Add(Vector(0), Vector(1)), TSimd.Add(Vector(2), Vector(3)));
    }

    private static void IsNear(T[] terms, T actual, double ulp = RoundedOnce)
    {
        BigNumber exact = BigNumber.Sum(terms.Select(double.CreateTruncating));
        Assert.InRange(exact.UlpError<T>(double.CreateTruncating(actual)), 0, ulp);
    }
}
