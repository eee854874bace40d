using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Tests.Usage;

/// <summary>CEGEN205 and CEGEN206: constant lengths that the run refuses.</summary>
public sealed class LengthTests
{
    [Theory]
    [InlineData("loss = Losses.Ten(⟦new float[999]⟧, targets);")]
    [InlineData("var x = new float[3 * 4]; x[0] = 1; loss = Losses.Ten(⟦x⟧, targets, gradient);")]
    [InlineData("Span<float> x = stackalloc float[11]; loss = Losses.Ten(⟦x⟧, targets);")]
    [InlineData("Span<float> x = stackalloc[] { 1f, 2f }; loss = Losses.Ten(⟦x⟧, targets);")]
    [InlineData("loss = Losses.Ten(⟦[1, 2, 3]⟧, targets);")]
    [InlineData("loss = Losses.Ten(⟦new[] { 1f, n }⟧, targets);")]
    [InlineData("loss = Losses.Ten(⟦logits.AsSpan(0, 9)⟧, targets);")]
    [InlineData("float[] x = new float[20]; loss = Losses.Ten(⟦x.AsSpan(5)⟧, targets) + Losses.Ten(⟦x.AsSpan()[1..]⟧, targets) + Losses.Ten(⟦x.AsSpan()[..^1]⟧, targets);")]
    [InlineData("loss = Losses.Ten(⟦new ReadOnlySpan<float>(logits, n, 7)⟧, targets);")]
    [InlineData("loss = Losses.One(⟦new float[20]⟧, 3);")]
    [InlineData("loss = Losses.Pixels(⟦new float[50]⟧, targets, 4);")]
    [InlineData("loss = Losses.Pixels(⟦new float[55]⟧, targets, n);")]
    [InlineData("loss = Losses.Tags(⟦new float[9]⟧, soft);")]
    [InlineData("loss = Shared.Forward<float, int>(⟦new float[9]⟧, targets);")]
    [InlineData("loss = new CrossEntropyLoss(7, new() { Layout = ClassLayout.ClassFirst }).Forward<float, int>(⟦new float[21]⟧, targets, new CrossEntropyExtras<float> { SpatialSize = 2 });")]
    [InlineData("loss = new NegativeLogLikelihood(10).Forward<float, int>(⟦new float[9]⟧, targets);")]
    public async Task Logits_that_do_not_fit_the_classes_are_found(string body) =>
        Assert.All(await UsageSource.Check("CEGEN205", body), d => Assert.Equal(DiagnosticSeverity.Warning, d.Severity));

    [Theory]
    [InlineData("loss = Losses.Ten(new float[20], targets) + Losses.Ten([], targets);")]
    [InlineData("loss = Losses.Ten(new float[n], targets);")]
    [InlineData("loss = Losses.Ten([.. logits, 1], targets);")]
    [InlineData("loss = Losses.Ten(logits.AsSpan(3), targets);")]
    [InlineData("float[] x = new float[9]; x = logits; loss = Losses.Ten(x, targets);")]
    [InlineData("float[] x = new float[9]; Array.Resize(ref x, 10); loss = Losses.Ten(x, targets);")]
    [InlineData("float[] x = new float[9]; (x, other) = (other, x); loss = Losses.Ten(x, targets);")]
    [InlineData("float[] x = flag ? new float[9] : logits; loss = Losses.Ten(x, targets);")]
    [InlineData("foreach (float[] x in new[] { new float[10] }) { loss = Losses.Ten(x, targets); }")]
    [InlineData("loss = Losses.Tensors(new float[9], tensorTargets);")]
    [InlineData("loss = Losses.Pixels(new float[80], targets, 4);")]
    [InlineData("loss = dynamic.Forward<float, int>(new float[9], targets);")]
    public async Task Logits_that_fit_or_may_fit_are_silent(string body) => Assert.Empty(await UsageSource.Check("CEGEN205", body));

    [Theory]
    [InlineData("loss = Losses.Ten(new float[100], new int[10], ⟦new float[99]⟧);")]
    [InlineData("loss = Losses.Ten(new float[100], ⟦new int[9]⟧, gradient);")]
    [InlineData("Losses.TenBackward(new float[100], ⟦new int[100]⟧, 1, ⟦new float[10]⟧);")]
    [InlineData("loss = Losses.Soft(new float[20], ⟦new float[2]⟧);")]
    [InlineData("loss = Losses.Weighted(new float[20], [1, 2], ⟦new float[9]⟧, ⟦new float[20]⟧, ⟦new int[3]⟧);")]
    [InlineData("loss = Losses.Weighted(logits, targets, ⟦new float[9]⟧, new float[20], new int[3]);")]
    [InlineData("loss = Losses.Bytes(new float[20], [1, 2], ⟦stackalloc float[3]⟧);")]
    [InlineData("Losses.RowsBackward(new double[20], [1, 2], ⟦new double[20]⟧, new double[20]);")]
    [InlineData("loss = Losses.Pixels(new float[80], ⟦[1, 2]⟧, 4);")]
    [InlineData("loss = Losses.One(new float[10], 3, ⟦new float[9]⟧);")]
    [InlineData("loss = Losses.Tags(new float[8], ⟦new float[2]⟧, ⟦new float[4]⟧);")]
    [InlineData("loss = Losses.Balanced(new float[8], new float[8], ⟦new float[2]⟧);")]
    [InlineData("loss = Losses.Balanced(logits, soft, ⟦new float[3]⟧);")]
    [InlineData("loss = dynamic.ForwardBackward<float, int>(new float[8], targets, ⟦new float[2]⟧);")]
    [InlineData("loss = Shared.Forward<float, int>(new float[20], targets, new CrossEntropyExtras<float> { Weights = ⟦new float[11]⟧, Losses = ⟦new float[3]⟧, LogSumExp = new float[2] });")]
    [InlineData("loss = new NegativeLogLikelihood(10).Forward<float, int>(new float[20], targets, ⟦new float[20]⟧);")]
    public async Task Arguments_that_do_not_fit_each_other_are_found(string body) =>
        Assert.All(await UsageSource.Check("CEGEN206", body), d => Assert.Equal(DiagnosticSeverity.Warning, d.Severity));

    [Theory]
    [InlineData("loss = Losses.Ten(new float[100], new int[10], new float[100]);")]
    [InlineData("loss = Losses.Ten(logits, new int[9], new float[99]);")]
    [InlineData("loss = Losses.Ten(new float[99], new int[9], new float[100]);")]
    [InlineData("loss = Losses.Weighted(new float[20], [1, 2], new float[10], new float[2], new int[2]);")]
    [InlineData("Losses.RowsBackward(new double[20], [1, 2], new double[2], new double[20]);")]
    [InlineData("Losses.TenBackward(new float[20], [1, 2], 1, gradient);")]
    [InlineData("loss = Losses.Balanced(new float[8], new float[8], new float[4]) + Losses.Balanced(new float[8], new float[8], new float[8]) + Losses.Balanced(logits, soft, new float[8]);")]
    [InlineData("loss = Losses.Soft(new float[20], new float[20]);")]
    [InlineData("loss = dynamic.Forward<float, int>(new float[20], new int[7]);")]
    public async Task Arguments_that_fit_or_may_fit_are_silent(string body) => Assert.Empty(await UsageSource.Check("CEGEN206", body));

    [Theory]
    [InlineData("CEGEN205", "loss = Losses.Ten(⟦new float[999]⟧, targets);", "'logits' has 999 elements, so 'Ten' throws at run time: expected a multiple of the 10 classes")]
    [InlineData("CEGEN205", "loss = Losses.One(⟦new float[20]⟧, 1);", "'logits' has 20 elements, so 'One' throws at run time: expected 10, one logit per class of a single row")]
    [InlineData("CEGEN205", "loss = Losses.Pixels(⟦new float[50]⟧, targets, 4);", "'logits' has 50 elements, so 'Pixels' throws at run time: expected a multiple of the 10 classes times 4 positions")]
    [InlineData("CEGEN205", "loss = Losses.Tags(⟦new float[9]⟧, soft);", "'logits' has 9 elements, so 'Tags' throws at run time: expected a multiple of the 4 labels")]
    [InlineData("CEGEN206", "loss = Losses.Ten(new float[100], targets, ⟦new float[90]⟧);", "'gradient' has 90 elements, so 'Ten' throws at run time: expected 100, one entry per logit")]
    [InlineData("CEGEN206", "loss = Losses.Ten(new float[100], ⟦[1, 2]⟧);", "'targets' has 2 elements, so 'Ten' throws at run time: expected 10, one target per row of the logits")]
    [InlineData("CEGEN206", "loss = Losses.Balanced(new float[8], soft, ⟦new float[2]⟧);", "'positiveWeights' has 2 elements, so 'Balanced' throws at run time: expected 8, one weight per logit, or 4, one per label")]
    public async Task The_sentence_names_the_argument_and_the_limit(string id, string body, string message) =>
        Assert.Equal(message, Assert.Single(await UsageSource.Check(id, body)).GetMessage());
}
