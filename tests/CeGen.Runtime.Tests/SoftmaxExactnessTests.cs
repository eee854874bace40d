using System.Numerics;
using CeGen.Testing;
using Xunit.Abstractions;

namespace CeGen.Runtime.Tests;

/// <summary>The digits of softmax and log softmax.</summary>
public abstract class SoftmaxExactnessTests<T>(ITestOutputHelper output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that are short, and as long as several vectors, alone and as a position among 21.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(21)]
    public void The_log_probability_of_the_target_is_within_four_units_of_sixty_digits(int spatialSize)
    {
        foreach (IGrouping<string, ExactCase> family in ExactCase.Read().GroupBy(c => c.Family))
        {
            double worst = 0;
            foreach (ExactCase c in family)
            {
                int classes = c.Logits.Length;
                T[] logits = [.. Batch.As<T>(c.Logits).SelectMany(x => Enumerable.Repeat(x, spatialSize))];
                T[] result = SoftmaxForms.Forward(Form.LogSoftmax, logits, classes, spatialSize);
                for (int position = 0; position < spatialSize; position += 20)
                {
                    T value = result[(c.Target * spatialSize) + position];
                    double error = Ulp.Error<T>(-double.CreateTruncating(value), c.Loss);
                    worst = Math.Max(worst, error);
                    Assert.True(error <= 4, $"{c.Name}: {error} ulp");
                }
            }

            output.WriteLine(FormattableString.Invariant($"{typeof(T).Name} {family.Key}, {spatialSize}: {worst:F2} ulp"));
        }
    }

    /// <summary>d(−log p_y): the gradient of cross entropy, from log probabilities that are rounded themselves.</summary>
    [Fact]
    public void The_gradient_has_the_digits_that_the_log_probabilities_have()
    {
        double worst = 0;
        foreach (ExactCase c in ExactCase.Read())
        {
            int classes = c.Logits.Length;
            T[] logProbabilities = SoftmaxForms.Forward(Form.LogSoftmax, Batch.As<T>(c.Logits), classes);
            T[] upstream = new T[classes];
            upstream[c.Target] = -T.One;
            T[] gradient = SoftmaxForms.Backward(Form.LogSoftmax, logProbabilities, classes, upstream);

            double largest = c.Gradient.Max(Math.Abs);
            for (int j = 0; j < classes; j++)
            {
                // p = exp(log p): |log p|·4 ulp of log p, at most, and the 4 ulp of the formula.
                double error = Ulp.Error<T>(double.CreateTruncating(gradient[j]), c.Gradient[j], largest);
                double allowed = 4 + (j == c.Target && double.CreateTruncating(logProbabilities[j]) > -0.69
                    ? 0
                    : 4 * Math.Abs(double.CreateTruncating(logProbabilities[j])) * Math.Abs(c.Gradient[j]) / largest);
                worst = Math.Max(worst, error);
                Assert.True(error <= allowed, $"{c.Name}[{j}]: {error} ulp, {allowed} allowed");
            }
        }

        output.WriteLine(FormattableString.Invariant($"{typeof(T).Name}: {worst:F2} ulp"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(21)]
    public void A_sure_class_has_a_log_probability_and_not_zero(int spatialSize)
    {
        // log p of the class that leads by 20: −log1p((C − 1)·e^−20), far below an ulp of 1 in float.
        foreach (int classes in new[] { 2, 3, 17, 100 })
        {
            foreach (int sure in new[] { 0, classes / 2, classes - 1 })
            {
                // Around 0 and far from it: both anchors.
                foreach (double offset in new[] { 0, 4096 })
                {
                    T[] row = [.. Enumerable.Range(0, classes).Select(c => T.CreateTruncating(offset + (c == sure ? 20 : 0)))];
                    T[] logits = [.. row.SelectMany(x => Enumerable.Repeat(x, spatialSize))];
                    T[] result = SoftmaxForms.Forward(Form.LogSoftmax, logits, classes, spatialSize);
                    double rest = (classes - 1) * Math.Exp(-20);
                    double expected = rest * (1 - (rest / 2) + (rest * rest / 3));
                    double error = Ulp.Error<T>(-double.CreateTruncating(result[sure * spatialSize]), expected);
                    Assert.True(error <= 4, $"{classes} classes, {sure} sure: {error} ulp");
                }
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(67)]
    public void Classes_that_share_the_maximum_share_the_probability(int classes)
    {
        for (int ties = 1; ties <= classes; ties++)
        {
            T[] logits = [.. Enumerable.Range(0, classes).Select(c => T.CreateTruncating(c % classes < ties ? 5 : -2000))];
            T[] logs = SoftmaxForms.Forward(Form.LogSoftmax, logits, classes), p = SoftmaxForms.Forward(Form.Softmax, logits, classes);
            Assert.InRange(Ulp.Error<T>(double.CreateTruncating(logs[0]), -Math.Log(ties)), 0, 4);
            Assert.InRange(Ulp.Error<T>(double.CreateTruncating(p[0]), 1.0 / ties), 0, 4);
        }
    }

    [Fact]
    public void Probabilities_are_within_four_units_of_the_definition()
    {
        // In double the reference has only these digits itself.
        double allowed = typeof(T) == typeof(float) ? 4 : 64;
        foreach (int classes in new[] { 2, 10, 33, 1000 })
        {
            foreach (double offset in new[] { 0, 100 })
            {
                Batch batch = Batch.Random(classes, 20, classes, spread: 6);
                double[] logits = [.. batch.Logits.Select(x => (double)(float)(x + offset))];
                double[] expected = SoftmaxForms.Reference(Form.Softmax, logits, classes);
                T[] actual = SoftmaxForms.Forward(Form.Softmax, Batch.As<T>(logits), classes);
                for (int i = 0; i < expected.Length; i++)
                {
                    Assert.InRange(Ulp.Error<T>(double.CreateTruncating(actual[i]), expected[i]), 0, allowed);
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void Long_rows_lose_no_digits(int spatialSize)
    {
        // The same term again and again, one of those whose repeated addition drifts.
        const int Classes = 1_000_003;
        T[] logits = new T[Classes * spatialSize];
        Array.Fill(logits, T.CreateTruncating(0.3));
        T[] result = SoftmaxForms.Forward(Form.LogSoftmax, logits, Classes, spatialSize);
        Assert.InRange(Ulp.Error<T>(double.CreateTruncating(result[^1]), -Math.Log(Classes)), 0, 4);

        // The same beside a class that is above them.
        logits.AsSpan(0, spatialSize).Fill(T.CreateTruncating(0.8));
        result = SoftmaxForms.Forward(Form.LogSoftmax, logits, Classes, spatialSize);
        double x = double.CreateTruncating(T.CreateTruncating(0.3)), top = double.CreateTruncating(T.CreateTruncating(0.8));
        double expected = -Math.Log(((Classes - 1) * Math.Exp(x - top)) + 1);
        Assert.InRange(Ulp.Error<T>(double.CreateTruncating(result[0]), expected), 0, 4);

        T[] upstream = new T[Classes * spatialSize];
        Array.Fill(upstream, T.CreateTruncating(0.1));
        upstream.AsSpan(0, spatialSize).Clear();
        double sum = double.CreateTruncating(upstream[^1]) * (Classes - 1);
        T[] gradient = SoftmaxForms.Backward(Form.LogSoftmax, result, Classes, upstream, spatialSize);
        double expectedGradient = -Math.Exp(double.CreateTruncating(result[0])) * sum;
        Assert.InRange(Ulp.Error<T>(double.CreateTruncating(gradient[0]), expectedGradient), 0, 4);
    }
}

public sealed class SoftmaxExactnessSingleTests(ITestOutputHelper output) : SoftmaxExactnessTests<float>(output);

public sealed class SoftmaxExactnessDoubleTests(ITestOutputHelper output) : SoftmaxExactnessTests<double>(output);
