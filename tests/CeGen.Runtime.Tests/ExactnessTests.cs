using System.Numerics;
using CeGen.Testing;
using Xunit.Abstractions;

namespace CeGen.Runtime.Tests;

/// <summary>The promise of exactness, against 60 digits.</summary>
public abstract class ExactnessTests<T>(ITestOutputHelper output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly ILookup<string, ExactCase> Families = ExactCase.Read().ToLookup(c => c.Family);

    public static TheoryData<string, double> Promises => new()
    {
        { "normal", 4 },
        { "offset", 4 },
        { "sure", 4 },
        { "confident", 4 },
        { "wide", 4 },
    };

    [Theory]
    [MemberData(nameof(Promises))]
    public void Loss_and_gradient_keep_the_promise(string family, double ulp)
    {
        Assert.NotEmpty(Families[family]);
        (double Error, string Name) loss = default, gradient = default;
        foreach (ExactCase c in Families[family])
        {
            Calls.Outcome<T> outcome = Calls.Fused<T>(Calls.Loss(c.Logits.Length, Reduction.Sum), new Batch(c.Logits, [c.Target], c.Logits.Length));
            loss = Worse(loss, (Ulp.Error<T>(double.CreateTruncating(outcome.Reduced), c.Loss), c.Name));

            double largest = c.Gradient.Max(Math.Abs);
            double worst = c.Gradient.Zip(outcome.Gradient, (e, a) => Ulp.Error<T>(double.CreateTruncating(a), e, largest)).Max();
            gradient = Worse(gradient, (worst, c.Name));
        }

        output.WriteLine(FormattableString.Invariant(
            $"{typeof(T).Name} {family}: loss {loss.Error:F2} ulp ({loss.Name}), gradient {gradient.Error:F2} ulp ({gradient.Name})"));
        Assert.True(loss.Error <= ulp, $"loss: {loss.Error} ulp in {loss.Name}");
        Assert.True(gradient.Error <= ulp, $"gradient: {gradient.Error} ulp in {gradient.Name}");
    }

    [Fact]
    public void All_families_of_the_file_have_a_promise() =>
        Assert.Equal(Promises.Select(p => (string)((object[])p)[0]).Order(), Families.Select(f => f.Key).Order());

    private static (double Error, string Name) Worse((double Error, string Name) left, (double Error, string Name) right) =>
        right.Error > left.Error || double.IsNaN(right.Error) ? right : left;
}

public sealed class ExactnessSingleTests(ITestOutputHelper output) : ExactnessTests<float>(output);

public sealed class ExactnessDoubleTests(ITestOutputHelper output) : ExactnessTests<double>(output);
