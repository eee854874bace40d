using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Tests.Usage;

/// <summary>CEGEN210: more logits in a sample than a span can hold.</summary>
public sealed class SpatialSizeOverflowTests
{
    [Theory]
    [InlineData("loss = Losses.Pixels(logits, targets, ⟦214748365⟧);")]
    [InlineData("const int Size = 1 << 30; loss = Losses.Pixels(logits, targets, spatialSize: ⟦Size⟧, gradient: gradient);")]
    [InlineData("Losses.PixelsBackward(logits, targets, ⟦int.MaxValue⟧, 1, gradient);")]
    [InlineData("loss = new CrossEntropyLoss(1000, new() { Layout = ClassLayout.ClassFirst }).Forward<float, int>(logits, targets, new CrossEntropyExtras<float> { SpatialSize = ⟦3_000_000⟧ });")]
    public async Task A_sample_that_no_span_holds_is_found(string body) =>
        Assert.All(await UsageSource.Check("CEGEN210", body), d => Assert.Equal(DiagnosticSeverity.Warning, d.Severity));

    [Theory]
    [InlineData("loss = Losses.Pixels(logits, targets, 214748364);")]
    [InlineData("loss = Losses.Pixels(logits, targets, n);")]
    [InlineData("loss = dynamic.Forward<float, int>(logits, targets, new CrossEntropyExtras<float> { SpatialSize = 3_000_000 });")]
    public async Task A_sample_that_fits_or_may_fit_is_silent(string body) => Assert.Empty(await UsageSource.Check("CEGEN210", body));

    [Fact]
    public async Task The_sentence_names_the_numbers_and_the_limit() => Assert.Equal(
        "'spatialSize' is 300000000, and 10 classes times 300000000 positions are 3000000000 logits per sample: a span holds at most 2147483647, so pass fewer positions at a time",
        Assert.Single(await UsageSource.Check("CEGEN210", "loss = Losses.Pixels(logits, targets, ⟦300_000_000⟧);")).GetMessage());
}
