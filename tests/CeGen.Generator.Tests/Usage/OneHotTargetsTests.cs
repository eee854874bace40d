using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Tests.Usage;

/// <summary>CEGEN207: class probabilities that are class indices in disguise.</summary>
public sealed class OneHotTargetsTests
{
    [Theory]
    [InlineData("float[] t = new float[20]; for (int i = 0; i < targets.Length; i++) { t[i * 10 + targets[i]] = 1; } loss = Losses.Soft(logits, ⟦t⟧);")]
    [InlineData("float[] t; t = new float[logits.Length]; int row = 0; foreach (int y in targets) { t[row++ * 10 + y] = 1f; } loss = Losses.Soft(logits, ⟦t⟧, gradient);")]
    [InlineData("float[] t = new float[20]; for (int i = 0; i < 2; i++) { int start = i * 10; int row = i; t[row * 10 + targets[i]] = 1; } loss = Losses.Soft(logits, ⟦t⟧);")]
    [InlineData("Span<float> t = stackalloc float[10]; t[n] = 1; loss = Losses.Soft(logits, ⟦t⟧);")]
    [InlineData("loss = Losses.Soft(logits, ⟦[0, 0, 1, 0, 0, 0, 0, 0, 0, 0]⟧);")]
    [InlineData("float[] t = { 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0 }; loss = Losses.Soft(logits, ⟦t⟧);")]
    [InlineData("float[] t = new float[20]; t[3] = 1; loss = dynamic.Forward<float>(logits, ⟦t⟧);")]
    [InlineData("for (int i = 0; i < n; i++) { float[] t = new float[10]; for (int j = 0; j < 1; j++) { t[j * 10 + targets[i]] = 1; } loss += Losses.Soft(logits, ⟦t⟧); }")]
    public async Task One_hot_rows_are_found(string body) =>
        Assert.All(await UsageSource.Check("CEGEN207", body), d => Assert.Equal(DiagnosticSeverity.Info, d.Severity));

    [Theory]
    [InlineData("loss = Losses.Soft(logits, soft);")]
    [InlineData("float[] t = new float[20]; for (int i = 0; i < 2; i++) { t[i * 10 + targets[i]] = 0.9f; } loss = Losses.Soft(logits, t);")]
    [InlineData("float[] t = new float[20]; for (int i = 0; i < 2; i++) { t[i * 10 + targets[i]] += 1; } loss = Losses.Soft(logits, t);")]
    [InlineData("float[] t = new float[20]; for (int i = 0; i < 2; i++) { t[i * 10] = 1; t[i * 10 + 1] = 1; } loss = Losses.Soft(logits, t);")]
    [InlineData("float[] t = new float[20]; for (int i = 0; i < 2; i++) { for (int j = 0; j < n; j++) { t[i * 10 + j] = 1; } } loss = Losses.Soft(logits, t);")]
    [InlineData("float[] t = new float[10]; foreach (int y in targets) { t[y] = 1; } loss = Losses.Soft(logits, t);")]
    [InlineData("float[] t = new float[20]; foreach (int y in targets) { t[n * 10 + y] = 1; } loss = Losses.Soft(logits, t);")]
    [InlineData("float[] t = new float[20]; for (int i = 0; i < 2; i++) { for (int j = 0; j < 2; j++) { t[j * 10 + i] = 1; } } loss = Losses.Soft(logits, t);")]
    [InlineData("float[] t = new float[20]; t[3] = 1; TensorPrimitives.Add(t, soft, t); loss = Losses.Soft(logits, t);")]
    [InlineData("float[] t = new float[20]; t[3] = 1; Fill(t); loss = Losses.Soft(logits, t);")]
    [InlineData("float[] t = new float[20]; loss = Losses.Soft(logits, t); t[3] = 1;")]
    [InlineData("float[] t = Compute(); t[3] = 1; loss = Losses.Soft(logits, t);")]
    [InlineData("loss = Losses.Soft(logits, [0, 0, 0.5f, 0.5f, 0, 0, 0, 0, 0, 0]);")]
    [InlineData("loss = Losses.Soft(logits, [0, 0, 0.5f, 0, 0, 0, 0, 0, 0, 0]);")]
    [InlineData("loss = Losses.Soft(logits, [0, 0, 1, 1, 0, 0, 0, 0, 0, 0]);")]
    [InlineData("float[] t = new float[20]; t[3] = 1; loss = dynamic.Forward<float>(logits, t, new CrossEntropyExtras<float> { Weights = soft });")]
    [InlineData("float[] t = new float[20]; t[3] = 1; loss = Losses.Tags(logits, t);")]
    [InlineData("float[] t = new float[20]; t[3] = 1; loss = Losses.Soft(logits, t);")]
    [InlineData("float[] t = new float[20]; for (int i = 0; i < 2; i++) { if (targets[i] >= 0) { t[i * 10 + targets[i]] = 1; } } loss = Losses.Soft(logits, t);")]
    [InlineData("float[] t = new float[20]; for (int i = 0; i < 2; i++) { if (targets[i] < 0) { continue; } t[i * 10 + targets[i]] = 1; } loss = Losses.Soft(logits, t);")]
    public async Task Soft_rows_and_doubts_are_silent(string body) => Assert.Empty(await UsageSource.Check("CEGEN207", body));

    [Fact]
    public async Task The_sentence_names_the_argument_and_the_way_out() => Assert.Equal(
        "'targets' is 1 for one class of each row and 0 for the others, by the way it is made: pass the classes themselves, one integer per row, which gives the same loss faster",
        Assert.Single(await UsageSource.Check("CEGEN207", "float[] t = new float[10]; t[3] = 1; loss = Losses.Soft(logits, ⟦t⟧);")).GetMessage());
}
