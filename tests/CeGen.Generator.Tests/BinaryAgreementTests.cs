using CeGen.Generator.Tests.Harness;
using CeGen.Testing;

namespace CeGen.Generator.Tests;

/// <summary>
/// Generated binary kernels against the dynamic kernel: every way in which a configuration is folded gives its numbers, within 2 ulp of the largest entry
/// (4 where the power is a product), and the same for what is no number.
/// </summary>
public sealed class BinaryAgreementTests
{
    private const int Rows = 131;

    private static readonly BinaryLoss[] Losses = [.. Weightings().Concat(Powers()).SelectMany(l => new[] { l with { Element = "float", Name = l.Name + "_float" }, l with { Name = l.Name + "_double" } })];

    private static readonly LoadedAssembly Assembly = Generation.Run(BinaryLoss.Source(Losses)).Load();

    public static TheoryData<string> Names => [.. Losses.Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_dynamic_kernel_gives_the_same(string name)
    {
        BinaryLoss loss = Losses.Single(l => l.Name == name);
        if (loss.Element == "float")
        {
            Check<float>(loss);
        }
        else
        {
            Check<double>(loss);
        }
    }

    private static void Check<T>(BinaryLoss loss)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        // A power that is a product rounds in other places than the dynamic kernel's, and no less exactly (FocalPowerTests): the two errors add up.
        double ulp = loss.Gamma is 1 or 2 ? 4 : 2;
        int length = Rows * loss.Labels;
        foreach (double spread in new[] { 4.0, 40 })
        {
            T[] logits = Data.Logits(length, 3, spread).As<T>();
            double[] special = [double.PositiveInfinity, double.NegativeInfinity, double.NaN, 0, -0.0, 1e30, -1e30];
            for (int i = 0; spread > 4 && i < 3 * special.Length; i++)
            {
                logits[i * 5 % length] = T.CreateTruncating(special[i % special.Length]);
            }

            var random = new Random(4);
            T[] targets = Enumerable.Range(0, length).Select(i => i % 3 == 0 ? (double)(float)random.NextDouble() : random.Next(2)).As<T>();
            T[] upstream = Data.Logits(loss.Reduction == Reduction.None ? length : 1, 5).As<T>();
            foreach (bool perElement in loss.PassesLabelWeights || loss.PassesPositiveWeights ? new[] { false, true } : [false])
            {
                T[]? labelWeights = Weights(loss.PassesLabelWeights, perElement ? length : loss.Labels, 6);
                T[]? positiveWeights = Weights(loss.PassesPositiveWeights, perElement ? length : loss.Labels, 7);
                BinaryLoss.Outcome<T> actual = loss.Run(Assembly, logits, targets, upstream, labelWeights, positiveWeights);
                BinaryLoss.Outcome<T> expected = Dynamic(
                    loss, logits, targets, upstream, labelWeights ?? loss.LabelWeights?.As<T>(), positiveWeights ?? loss.PositiveWeights?.As<T>());

                Compare(expected.Losses, actual.Losses, "loss", ulp);
                Compare(expected.Gradient, actual.Gradient, "gradient", ulp);
                (double reduced, double actuallyReduced) = (double.CreateTruncating(expected.Reduced), double.CreateTruncating(actual.Reduced));
                Assert.True(reduced.Equals(actuallyReduced) || Ulp.Error<T>(actuallyReduced, reduced) <= 4, $"reduced: expected {reduced:R}, got {actuallyReduced:R}");
            }
        }

        T[]? Weights(bool are, int count, int seed) => are ? Data.Logits(count, seed, 2).Select(Math.Abs).As<T>() : null;
    }

    private static BinaryLoss.Outcome<T> Dynamic<T>(BinaryLoss loss, T[] logits, T[] targets, T[] upstream, T[]? labelWeights, T[]? positiveWeights)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var options = new BinaryCrossEntropyOptions { Reduction = loss.Reduction, FocalGamma = loss.Gamma, FocalAlpha = loss.Alpha };
        var dynamic = new BinaryCrossEntropyLoss(loss.Labels, options);
        BinaryWeights<T> weights = (labelWeights, positiveWeights) switch
        {
            (null, null) => default,
            ({ } l, null) => new BinaryWeights<T> { LabelWeights = l },
            (null, { } p) => new BinaryWeights<T> { PositiveWeights = p },
            ({ } l, { } p) => new BinaryWeights<T> { LabelWeights = l, PositiveWeights = p },
        };
        var losses = new T[logits.Length];
        var gradient = new T[logits.Length];
        T reduced = dynamic.Forward<T>(logits, targets, losses.AsSpan(), weights);
        if (loss.Reduction == Reduction.None)
        {
            dynamic.Backward<T>(logits, targets, upstream, gradient, weights);
        }
        else
        {
            dynamic.Backward<T>(logits, targets, upstream[0], gradient, weights);
        }

        return new BinaryLoss.Outcome<T>(reduced, losses, gradient);
    }

    private static void Compare<T>(T[] expected, T[] actual, string what, double ulp)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        double[] numbers = [.. expected.Select(double.CreateTruncating)];
        double largest = Largest(numbers);
        for (int i = 0; i < numbers.Length; i++)
        {
            // Of the largest, and twice as much of the largest in a vector.
            double value = double.CreateTruncating(actual[i]);
            double nearby = Math.Max(Largest(numbers.Skip(i / 16 * 16).Take(16)), Math.Abs(numbers[i]));
            bool agrees = double.IsFinite(numbers[i])
                ? Ulp.Error<T>(value, numbers[i], Math.Max(largest, nearby)) <= ulp && Ulp.Error<T>(value, numbers[i], nearby) <= 2 * ulp
                : value.Equals(numbers[i]);
            Assert.True(agrees, FormattableString.Invariant($"{what}[{i}]: expected {numbers[i]:R}, got {value:R}"));
        }
    }

    /// <summary>The largest but for those that are enormous, and would hide the others.</summary>
    private static double Largest(IEnumerable<double> numbers) =>
        numbers.Where(n => double.IsFinite(n) && Math.Abs(n) < 1e6).Select(Math.Abs).DefaultIfEmpty(0).Max();

    /// <summary>Every source of weights, for label counts that divide vectors and those that do not.</summary>
    private static IEnumerable<BinaryLoss> Weightings()
    {
        foreach (int labels in new[] { 1, 3, 4, 8, 16, 17 })
        {
            double[] some = [.. Enumerable.Range(1, labels).Select(i => (i % 4) * 0.75)];
            double[] others = [.. Enumerable.Range(1, labels).Select(i => 0.1 * i)];
            double[] same = [.. Enumerable.Repeat(1.75, labels)];
            double[] ones = [.. Enumerable.Repeat(1.0, labels)];
            var loss = new BinaryLoss($"L{labels}", "double", labels, labels % 3 == 0 ? Reduction.None : labels % 3 == 1 ? Reduction.Mean : Reduction.Sum);
            yield return loss;
            yield return loss with { Name = loss.Name + "_ones", LabelWeights = ones, PositiveWeights = ones };
            yield return loss with { Name = loss.Name + "_labels", LabelWeights = some };
            yield return loss with { Name = loss.Name + "_positive", PositiveWeights = some };
            yield return loss with { Name = loss.Name + "_both", LabelWeights = some, PositiveWeights = others };
            yield return loss with { Name = loss.Name + "_same", LabelWeights = same, PositiveWeights = [.. same.Select(s => s / 2)] };
            yield return loss with { Name = loss.Name + "_alpha", Alpha = 0.25, LabelWeights = same };
            yield return loss with { Name = loss.Name + "_alphaLabels", Alpha = 0.25, LabelWeights = some, PassesPositiveWeights = true };
            yield return loss with { Name = loss.Name + "_passed", PassesLabelWeights = true, PassesPositiveWeights = true };
            yield return loss with { Name = loss.Name + "_half", PassesLabelWeights = true, PositiveWeights = some };
        }
    }

    /// <summary>Every way of a power, with and without the rest.</summary>
    private static IEnumerable<BinaryLoss> Powers() =>
        from gamma in new[] { 0.5, 1, 2, 3 }
        from reduction in new[] { Reduction.None, Reduction.Sum }
        from alpha in new double?[] { null, 0.25, 1 }
        from passes in new[] { alpha is null }
        select new BinaryLoss(
            $"G{gamma * 10}_{reduction}_{(alpha is { } a ? (int)(a * 100) : "no")}_{passes}", "double", 7, reduction, gamma, alpha, PassesPositiveWeights: passes);
}
