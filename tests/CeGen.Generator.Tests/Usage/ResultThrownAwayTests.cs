using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Tests.Usage;

/// <summary>CEGEN208: a loss that is computed for nobody.</summary>
public sealed class ResultThrownAwayTests
{
    [Theory]
    [InlineData("⟦Losses.Ten(logits, targets)⟧;")]
    [InlineData("if (flag) ⟦Losses.One(logits, 3)⟧;")]
    [InlineData("⟦Losses.Tags(logits, soft)⟧;")]
    [InlineData("⟦Losses.Pixels(logits, targets, 2)⟧;")]
    [InlineData("⟦dynamic.Forward<float, int>(logits, targets)⟧;")]
    [InlineData("⟦dynamic.Forward<float, int>(logits, targets, new CrossEntropyExtras<float> { Weights = soft })⟧;")]
    [InlineData("⟦dynamic.Forward<float, int>(logits, targets, extras: default)⟧;")]
    [InlineData("⟦dynamic.Forward<float, int>(tensor, tensorTargets)⟧;")]
    [InlineData("⟦binary.Forward<float>(logits, soft, new BinaryWeights<float> { LabelWeights = soft })⟧;")]
    [InlineData("⟦likelihood.Forward<float, int>(logits, targets)⟧;")]
    [InlineData("Local(); void Local() => ⟦Losses.Ten(logits, targets)⟧;")]
    [InlineData("Action a = () => { ⟦Losses.Ten(logits, targets)⟧; }; a();")]
    public async Task A_loss_for_nobody_is_found(string body)
    {
        Diagnostic diagnostic = Assert.Single(await UsageSource.Check("CEGEN208", body));
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity);
    }

    [Theory]
    [InlineData("loss = Losses.Ten(logits, targets);")]
    [InlineData("_ = Losses.Ten(logits, targets);")]
    [InlineData("Console.WriteLine(Losses.Ten(logits, targets));")]
    [InlineData("Losses.Ten(logits, targets, gradient);")]
    [InlineData("Losses.TenBackward(logits, targets, 1, gradient);")]
    [InlineData("Losses.Rows(doubles, [1], doubles);")]
    [InlineData("Losses.Bytes(logits, bytes, gradient);")]
    [InlineData("Losses.Weighted(logits, targets, soft, other, targets);")]
    [InlineData("dynamic.Forward<float, int>(logits, targets, gradient);")]
    [InlineData("dynamic.ForwardBackward<float, int>(logits, targets, gradient);")]
    [InlineData("dynamic.Forward<float, int>(logits, targets, new CrossEntropyExtras<float> { Predictions = targets });")]
    [InlineData("CrossEntropyExtras<float> extras = flag ? default : new() { Losses = other }; dynamic.Forward<float, int>(logits, targets, extras);")]
    [InlineData("Action a = () => Losses.Ten(logits, targets); a();")]
    [InlineData("Array.ForEach(targets, t => { int[] one = [t]; Losses.Ten(logits, one); });")]
    [InlineData("try { Losses.Ten(logits, targets); } catch (ArgumentException) { loss = 1; }")]
    [InlineData("Compute();")]
    public async Task A_result_that_is_taken_and_a_call_with_an_output_are_silent(string body) => Assert.Empty(await UsageSource.Check("CEGEN208", body));

    [Fact]
    public async Task The_sentence_names_the_loss_and_the_ways_out() => Assert.Equal(
        "The result of 'Ten' is thrown away, and it writes nothing else: use it, add an output such as 'gradient', remove the call, or write '_ =' before it if that is meant",
        Assert.Single(await UsageSource.Check("CEGEN208", "⟦Losses.Ten(logits, targets)⟧;")).GetMessage());
}
