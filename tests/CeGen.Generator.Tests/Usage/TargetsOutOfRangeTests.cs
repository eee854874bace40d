using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Tests.Usage;

/// <summary>CEGEN204: constant targets that the run refuses.</summary>
public sealed class TargetsOutOfRangeTests
{
    [Theory]
    [InlineData("loss = Losses.Ten(logits, [0, ⟦10⟧]);")]
    [InlineData("loss = Losses.Ten(logits, [9, ⟦-1⟧, -100, ⟦-99⟧]);")]
    [InlineData("loss = Losses.Ten(logits, new int[] { ⟦1000⟧ }, gradient);")]
    [InlineData("loss = Losses.Ten(logits, new[] { n, ⟦12⟧ });")]
    [InlineData("Losses.TenBackward(logits, [⟦10⟧], 1, gradient);")]
    [InlineData("int[] y = [1, ⟦11⟧]; Console.WriteLine(y[0]); loss = Losses.Ten(logits, y);")]
    [InlineData("int[] y = [1, ⟦11⟧]; ReadOnlySpan<int> z = y; loss = Losses.Ten(logits, z);")]
    [InlineData("ReadOnlySpan<int> y = [.. targets, ⟦11⟧]; loss = Losses.Ten(logits, y);")]
    [InlineData("const int Last = 10; loss = Losses.One(logits, ⟦Last⟧);")]
    [InlineData("loss = Losses.One(logits, target: ⟦-1⟧, gradient: gradient);")]
    [InlineData("loss = Losses.Bytes(logits, [⟦10⟧, 255, ⟦254⟧], gradient);")]
    [InlineData("loss = Losses.Unsigned(logits, [⟦18446744073709551516⟧, 3]);")]
    [InlineData("Losses.Rows(doubles, [⟦-9223372036854775808⟧], doubles);")]
    [InlineData("loss = new CrossEntropyLoss(10).Forward<float, int>(logits, [⟦10⟧]);")]
    [InlineData("loss = Shared.Forward<float, byte>(logits, ⟦20⟧);")]
    [InlineData("loss = new NegativeLogLikelihood(10, new NegativeLogLikelihoodOptions { IgnoreIndex = -1 }).Forward<float, int>(logits, [-1, ⟦-100⟧]);")]
    [InlineData("loss = Losses.Tags(logits, [0, 1, 0.5f, ⟦2⟧]);")]
    [InlineData("loss = (float)binary.Forward<double>(doubles, [0, 1, ⟦2⟧]);")]
    [InlineData("loss = binary.Forward<float>(logits, [0, ⟦-0.5f⟧, ⟦float.NaN⟧, 1]);")]
    public async Task A_target_that_throws_is_found(string body) =>
        Assert.All(await UsageSource.Check("CEGEN204", body), d => Assert.Equal(DiagnosticSeverity.Warning, d.Severity));

    [Theory]
    [InlineData("loss = Losses.Ten(logits, [0, 9, -100]);")]
    [InlineData("loss = Losses.Ten(logits, [n, targets[0]]);")]
    [InlineData("loss = Losses.Bytes(logits, [0, 9, 255], gradient);")]
    [InlineData("int[] y = [1, 11]; y[1] = 3; loss = Losses.Ten(logits, y);")]
    [InlineData("int[] y = [1, 11]; y.AsSpan().Clear(); loss = Losses.Ten(logits, y);")]
    [InlineData("int[] y = [1, 11]; loss = Losses.Ten(logits, y.AsSpan(0, 1));")]
    [InlineData("int[] y = [1, 11]; y = targets; loss = Losses.Ten(logits, y);")]
    [InlineData("int[] y = [1, 11]; (y, targets) = (targets, y); loss = Losses.Ten(logits, y);")]
    [InlineData("int[] y = [1, 11]; Array.Sort(y); loss = Losses.Ten(logits, targets);")]
    [InlineData("loss = dynamic.Forward<float, int>(logits, [1000]);")]
    [InlineData("loss = new CrossEntropyLoss(n).Forward<float, int>(logits, [1000]);")]
    [InlineData("loss = new CrossEntropyLoss(10, new CrossEntropyOptions { IgnoreIndex = n }).Forward<float, int>(logits, [1000]);")]
    [InlineData("loss = Losses.Soft(logits, [0, 2, 0, 0, 0, 0, 0, 0, 0, 0]);")]
    [InlineData("loss = Losses.Tags(logits, [0, 1, 0.5f, 1]);")]
    public async Task Classes_ignored_rows_and_what_may_change_are_silent(string body) => Assert.Empty(await UsageSource.Check("CEGEN204", body));

    [Theory]
    [InlineData("loss = Losses.Ten(logits, [⟦10⟧]);", "Target 10 is out of range, so 'Ten' throws at run time: expected 0 ≤ target < 10, or the ignore index -100")]
    [InlineData("loss = Losses.Bytes(logits, [⟦17⟧], gradient);", "Target 17 is out of range, so 'Bytes' throws at run time: expected 0 ≤ target < 10, or the ignore index 255")]
    [InlineData("loss = Losses.Tags(logits, [⟦1.5f⟧, 0, 0, 0]);", "Target 1.5 is out of range, so 'Tags' throws at run time: expected 0 ≤ target ≤ 1")]
    public async Task The_sentence_names_the_target_and_the_limit(string body, string message)
    {
        Diagnostic diagnostic = Assert.Single(await UsageSource.Check("CEGEN204", body));

        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal(body.Replace("⟦", "").Replace("⟧", "")["loss = ".Length..^1], UsageSource.Text(Assert.Single(diagnostic.AdditionalLocations)));
    }
}
