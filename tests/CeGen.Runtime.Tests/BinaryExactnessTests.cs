using System.Numerics;
using CeGen.Testing;
using Xunit.Abstractions;

namespace CeGen.Runtime.Tests;

/// <summary>The promise of exactness for targets that are 0 or 1, against 60 digits: in ulp of the very loss and the very gradient.</summary>
public abstract class BinaryExactnessTests<T>(ITestOutputHelper output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly ILookup<(string, double), ExactBinaryCase> Families = ExactBinaryCase.Read().ToLookup(c => (c.Family, c.Gamma));

    public static TheoryData<string, double, double> Promises
    {
        get
        {
            var promises = new TheoryData<string, double, double>();
            foreach (string family in new[] { "normal", "zero", "sure", "confident", "far" })
            {
                promises.Add(family, 0, 4);
                promises.Add(family, 0.5, 6);
                promises.Add(family, 2, 6);
            }

            return promises;
        }
    }

    [Theory]
    [MemberData(nameof(Promises))]
    public void Loss_and_gradient_keep_the_promise(string family, double gamma, double ulp)
    {
        ExactBinaryCase[] cases = [.. Families[(family, gamma)]];
        Assert.True(cases.Length >= 20);
        var batch = new BinaryBatch([.. cases.Select(c => c.Logit)], [.. cases.Select(c => c.Target)], 1);
        BinaryBatch.Outcome<T> outcome = batch.Fused<T>(BinaryBatch.Loss(1, Reduction.None, gamma));

        if (gamma == 0)
        {
            // Targets that are all 0 or 1 have a loop of their own where losses are summed.
            T[] summed = batch.Summed<T>(BinaryBatch.Loss(1, Reduction.Sum)).Gradient;
            (double ofSummed, string summedAt) = cases.Select((c, i) => (Ulp.Error<T>(double.CreateTruncating(summed[i]), c.Gradient), c.Name)).Max();
            output.WriteLine(FormattableString.Invariant($"{typeof(T).Name} binary {family}, summed: gradient {ofSummed:F2} ulp ({summedAt})"));
            Assert.True(ofSummed <= ulp, $"gradient: {ofSummed} ulp in {summedAt}");
        }

        (double loss, string lossAt) = cases.Select((c, i) => (Ulp.Error<T>(double.CreateTruncating(outcome.Losses[i]), c.Loss), c.Name)).Max();
        (double gradient, string gradientAt) =
            cases.Select((c, i) => (Ulp.Error<T>(double.CreateTruncating(outcome.Gradient[i]), c.Gradient), c.Name)).Max();
        output.WriteLine(FormattableString.Invariant(
            $"{typeof(T).Name} binary {family}, gamma {gamma}: loss {loss:F2} ulp ({lossAt}), gradient {gradient:F2} ulp ({gradientAt})"));
        Assert.True(loss <= ulp, $"loss: {loss} ulp in {lossAt}");
        Assert.True(gradient <= ulp, $"gradient: {gradient} ulp in {gradientAt}");
    }

    [Theory]
    [InlineData(-36.07843542288916, 1_024)]
    [InlineData(-38.94442753817161, 4_096)]
    [InlineData(-16.68197, 4_096)]
    [InlineData(-9.5, 4_096)]
    public void Equal_elements_which_are_all_rounded_the_same_way_keep_it_too(double logit, int count)
    {
        T x = T.CreateTruncating(logit);
        var batch = new BinaryBatch([.. Enumerable.Repeat(double.CreateTruncating(x), count)], new double[count], 1);

        // log(1 + e) = e − e²/2 and less, to the digits of a double whose e is at most e^−36; and in 60 digits from there.
        double e = Math.Exp(double.CreateTruncating(x));
        BigNumber one = logit < -36 ? BigNumber.Exp(double.CreateTruncating(x)) : BigNumber.Log1P(e);
        BigNumber exact = one;
        for (int doubled = 1; doubled < count; doubled *= 2)
        {
            exact += exact;
        }

        foreach (T sum in Sums(batch))
        {
            double error = exact.UlpError<T>(double.CreateTruncating(sum));
            output.WriteLine(FormattableString.Invariant($"{typeof(T).Name} {count} times {logit}: sum {error:F2} ulp"));
            Assert.True(error <= (typeof(T) == typeof(float) ? 4 : 8), $"sum: {error} ulp");
        }
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("zero")]
    [InlineData("sure")]
    [InlineData("confident")]
    [InlineData("far")]
    public void The_sum_of_the_losses_keeps_the_promise(string family)
    {
        // Several runs, a block and a step that are not full.
        ExactBinaryCase[] cases = [.. Families[(family, 0)]];
        ExactBinaryCase[] elements = [.. Enumerable.Range(0, 10_003).Select(i => cases[i * 7 % cases.Length])];
        var batch = new BinaryBatch([.. elements.Select(c => c.Logit)], [.. elements.Select(c => c.Target)], 1);
        BigNumber exact = BigNumber.Sum(elements.Select(c => c.Loss));
        foreach (T sum in Sums(batch))
        {
            double error = exact.UlpError<T>(double.CreateTruncating(sum));
            output.WriteLine(FormattableString.Invariant($"{typeof(T).Name} binary {family}: sum {error:F2} ulp"));
            Assert.True(error <= 4, $"sum: {error} ulp");
        }
    }

    /// <summary>The sum of the losses in both ways: where the losses of elements are asked for, and where targets are read as bits.</summary>
    private static T[] Sums(BinaryBatch batch)
    {
        BinaryCrossEntropyLoss loss = BinaryBatch.Loss(1, Reduction.Sum);
        return [batch.Fused<T>(loss).Reduced, batch.Summed<T>(loss).Reduced];
    }
}

public sealed class BinaryExactnessSingleTests(ITestOutputHelper output) : BinaryExactnessTests<float>(output);

public sealed class BinaryExactnessDoubleTests(ITestOutputHelper output) : BinaryExactnessTests<double>(output);
