using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Tests.Usage;

/// <summary>CEGEN201 to CEGEN203: logits that went through a softmax, a log-softmax or a sigmoid before the loss.</summary>
public sealed class NormalizedLogitsTests
{
    [Theory]
    [InlineData("float[] p = new float[20]; TensorPrimitives.SoftMax(logits, p); loss = Losses.Ten(⟦p⟧, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, logits); loss = Losses.Ten(⟦logits⟧, targets);")]
    [InlineData("TensorPrimitives.SoftMax<float>(logits, logits); loss = Losses.Ten(logits: ⟦logits⟧, targets: targets, gradient: gradient);")]
    [InlineData("TensorPrimitives.SoftMax(logits, logits); Losses.TenBackward(⟦logits⟧, targets, 1, gradient);")]
    [InlineData("Span<float> p = stackalloc float[10]; TensorPrimitives.SoftMax(logits, p); loss = Losses.Ten(⟦p⟧, targets);")]
    [InlineData("float[] p = new float[20]; Span<float> s = p; TensorPrimitives.SoftMax(logits, s); loss = Losses.Ten(⟦p⟧, targets);")]
    [InlineData("float[] p = new float[20]; Span<float> s; s = p.AsSpan(); TensorPrimitives.SoftMax(logits, p); loss = Losses.Ten(⟦s⟧, targets);")]
    [InlineData("float[] p = new float[20]; for (int i = 0; i < 2; i++) { TensorPrimitives.SoftMax(logits.AsSpan(i * 10, 10), p.AsSpan(i * 10, 10)); } loss = Losses.Ten(⟦p⟧, targets);")]
    [InlineData("for (int i = 0; i < 2; i++) { TensorPrimitives.SoftMax(logits.AsSpan(i * 10, 10), other.AsSpan(i * 10, 10)); loss += Losses.Ten(⟦other.AsSpan(i * 10, 10)⟧, [1]); }")]
    [InlineData("for (int i = 0; i < 2; i++) { Span<float> row = other.AsSpan(i * 10, 10); TensorPrimitives.SoftMax(row, row); loss += Losses.Ten(⟦row⟧, [1]); }")]
    [InlineData("Span<float> p = new float[20]; TensorPrimitives.SoftMax(logits, p); loss = Losses.Ten(⟦p[..10]⟧, [1]);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); Console.WriteLine(other[0]); float best = other.Max(); loss = Losses.Ten(⟦other⟧, targets) + Losses.Ten(⟦other⟧, targets, gradient);")]
    [InlineData("logits.CopyTo(other, 0); TensorPrimitives.SoftMax(other, other); loss = Losses.Ten(⟦other⟧, targets);")]
    [InlineData("if (flag) { TensorPrimitives.SoftMax(logits, other); loss = Losses.Ten(⟦other⟧, targets); }")]
    [InlineData("Softmax.Forward<float>(logits, 10, other); loss = Losses.Ten(⟦other⟧, targets);")]
    [InlineData("Softmax.Forward<float>(logits, 10, 1, other); loss = Losses.Pixels(⟦other⟧, targets, 1);")]
    [InlineData("Softmax.Forward<float>(logits, 10, other); loss = Losses.One(⟦other⟧, 3);")]
    [InlineData("TensorPrimitives.SoftMax<double>(doubles, doubles); Losses.Rows(⟦doubles⟧, [1], doubles);")]
    [InlineData("ReadOnlySpan<float> p = other; TensorPrimitives.SoftMax(logits, other); loss = ⟦p⟧.Extended(targets);")]
    [InlineData("using (new System.IO.MemoryStream()) { TensorPrimitives.SoftMax(logits, other); } try { loss = Losses.Ten(⟦other⟧, targets); } finally { }")]
    [InlineData("switch (n) { case 1: TensorPrimitives.SoftMax(logits, logits); loss = Losses.Ten(⟦logits⟧, targets); break; }")]
    [InlineData("loss = Losses.Tensors(⟦Tensor.SoftMax<float>(tensor)⟧, tensorTargets);")]
    [InlineData("Tensor<float> p = Tensor.SoftMax<float>(tensor); loss = Losses.Tensors(⟦p⟧, tensorTargets);")]
    [InlineData("tensor = Tensor.SoftMax<float>(tensor); loss = Losses.Tensors(⟦tensor⟧, tensorTargets);")]
    [InlineData("Tensor.SoftMax<float>(tensor, tensor.AsTensorSpan()); loss = Losses.Tensors(⟦tensor⟧, tensorTargets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); loss = dynamic.Forward<float, int>(⟦other⟧, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); loss = dynamic.ForwardBackward<float>(⟦other⟧, soft, gradient);")]
    [InlineData("Tensor<float> p = Tensor.SoftMax<float>(tensor); loss = dynamic.Forward<float, int>(⟦p⟧, tensorTargets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); loss = Losses.Tags(⟦other⟧, soft);")]
    [InlineData("TensorPrimitives.SoftMax(logits, _scores); loss = Losses.Ten(⟦_scores⟧, targets);")]
    [InlineData("Func<float> f = () => { float[] p = new float[20]; TensorPrimitives.SoftMax(logits, p); return Losses.Ten(⟦p⟧, targets); }; loss = f();")]
    [InlineData("float[] p = new float[20]; TensorPrimitives.SoftMax(logits, p); Other(); loss = Losses.Ten(⟦p⟧, targets);")]
    [InlineData("for (int i = 0; i < n; i++) { if (i == 3) { continue; } TensorPrimitives.SoftMax(logits, other); loss = Losses.Ten(⟦other⟧, targets); }")]
    [InlineData("loss = Local(logits); float Local(float[] x) { TensorPrimitives.SoftMax(x, x); return Losses.Ten(⟦x⟧, [1]); }")]
    public Task Logits_that_are_probabilities_are_found(string body) => UsageSource.Check("CEGEN201", body);

    [Theory]
    [InlineData("loss = Losses.Ten(logits, targets); TensorPrimitives.SoftMax(logits, logits);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); loss = Losses.Ten(logits, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); logits.CopyTo(other, 0); loss = Losses.Ten(other, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); logits.AsSpan().CopyTo(other); loss = Losses.Ten(other, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); other[0] = 3; loss = Losses.Ten(other, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); other[0] += 3; loss = Losses.Ten(other, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); ref float r = ref other[0]; r = 1; loss = Losses.Ten(other, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); foreach (ref float x in other.AsSpan()) { x = 1; } loss = Losses.Ten(other, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); other.AsSpan().Fill(1); loss = Losses.Ten(other, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); Array.Clear(other); loss = Losses.Ten(other, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); Fill(other); loss = Losses.Ten(other, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); TensorPrimitives.Log(other, other); loss = Losses.Ten(other, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); other = Compute(); loss = Losses.Ten(other, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); (other, logits) = (logits, other); loss = Losses.Ten(other, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); Array.Resize(ref other, 10); loss = Losses.Ten(other, targets);")]
    [InlineData("float[] p = flag ? logits : other; TensorPrimitives.SoftMax(logits, other); loss = Losses.Ten(p, targets);")]
    [InlineData("float[] p = other; p = logits; TensorPrimitives.SoftMax(logits, other); loss = Losses.Ten(p, targets);")]
    [InlineData("float[] p = other; other = Compute(); TensorPrimitives.SoftMax(logits, other); loss = Losses.Ten(p, targets);")]
    [InlineData("if (flag) { TensorPrimitives.SoftMax(logits, logits); return 0; } loss = Losses.Ten(logits, targets);")]
    [InlineData("if (flag) { TensorPrimitives.SoftMax(logits, logits); } else { loss = Losses.Ten(logits, targets); }")]
    [InlineData("bool done = flag && Tensor.SoftMax<float>(tensor, tensor.AsTensorSpan()).IsEmpty; loss = Losses.Tensors(tensor, tensorTargets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); float[] p = n > 3 ? other : logits; p[0] = 1; loss = Losses.Ten(other, targets);")]
    [InlineData("float[] keep = null!; keep = other; TensorPrimitives.SoftMax(logits, other); keep[0] = 1; loss = Losses.Ten(other, targets);")]
    [InlineData("switch (n) { case 1: TensorPrimitives.SoftMax(logits, logits); break; default: loss = Losses.Ten(logits, targets); break; }")]
    [InlineData("try { TensorPrimitives.SoftMax(logits, logits); } catch (ArgumentException) { loss = Losses.Ten(logits, targets); }")]
    [InlineData("if (flag) { goto Done; } TensorPrimitives.SoftMax(logits, logits); Done: loss = Losses.Ten(logits, targets);")]
    [InlineData("Span<float> p = new float[20]; TensorPrimitives.SoftMax(logits, p[..10]); loss = Losses.Ten(p[10..], targets);")]
    [InlineData("int i = 0; TensorPrimitives.SoftMax(logits, other.AsSpan(i, 10)); i += 10; loss = Losses.Ten(other.AsSpan(i, 10), targets);")]
    [InlineData("Action a = () => TensorPrimitives.SoftMax(logits, other); loss = Losses.Ten(other, targets); a();")]
    [InlineData("Action a = () => logits.CopyTo(other, 0); TensorPrimitives.SoftMax(logits, other); a(); loss = Losses.Ten(other, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, _scores); Other(); loss = Losses.Ten(_scores, targets);")]
    [InlineData("TensorPrimitives.SoftMax(logits, other); loss = Losses.Ten(logits, targets, other);")]
    [InlineData("TensorPrimitives.SoftMax(soft, soft); loss = Losses.Soft(logits, soft);")]
    [InlineData("TensorPrimitives.Exp(logits, other); loss = Losses.Ten(other, targets);")]
    [InlineData("Softmax.Backward<float>(other, 10, gradient, gradient); loss = Losses.Ten(gradient, targets);")]
    [InlineData("LogSoftmax.Forward<float>(logits, 10, other); loss = likelihood.Forward<float, int>(other, targets);")]
    [InlineData("while (true) { logits.CopyTo(other, 0); if (flag) { break; } TensorPrimitives.SoftMax(other, other); Console.WriteLine(other[0]); } loss = Losses.Ten(other, targets);")]
    [InlineData("for (int i = 0; i < n; i++) { logits.CopyTo(other, 0); if (i == n - 1) { continue; } TensorPrimitives.SoftMax(other, other); } loss = Losses.Ten(other, targets);")]
    [InlineData("while (logits.AsSpan().TryCopyTo(other)) { TensorPrimitives.SoftMax(other, other); } loss = Losses.Ten(other, targets);")]
    [InlineData("for (int i = 0; i < n; logits.CopyTo(other, 0), i++) { TensorPrimitives.SoftMax(other, other); } loss = Losses.Ten(other, targets);")]
    [InlineData("float[] scores = Compute(); TensorPrimitives.SoftMax(scores, scores); Console.WriteLine(scores[0]); Other(); loss = Losses.Ten(scores, targets);")]
    [InlineData("Span<float> scores = _scores; TensorPrimitives.SoftMax(scores, scores); logits.CopyTo(_scores, 0); loss = Losses.Ten(scores, targets);")]
    [InlineData("Span<float> scores = _scores; TensorPrimitives.SoftMax(logits, _scores); logits.AsSpan().CopyTo(scores); loss = Losses.Ten(_scores, targets);")]
    [InlineData("Action next = Other; TensorPrimitives.SoftMax(logits, _scores); next(); loss = Losses.Ten(_scores, targets);")]
    [InlineData("for (int i = 0; i < 2; i++) { TensorPrimitives.SoftMax(other.AsSpan(i * 10, 10), other.AsSpan(i * 10, 10)); } for (int i = 2; i < 4; i++) { loss += Losses.Ten(other.AsSpan(i * 10, 10), [1]); }")]
    [InlineData("int i; for (i = 0; i < 2; i++) { TensorPrimitives.SoftMax(other.AsSpan(i * 10, 10), other.AsSpan(i * 10, 10)); } loss = Losses.Ten(other.AsSpan(i * 10, 10), [1]);")]
    [InlineData("Random r = new(1); TensorPrimitives.SoftMax(logits, other.AsSpan(r.Next(9), 10)); loss = Losses.Ten(other.AsSpan(r.Next(9), 10), targets);")]
    [InlineData("Tensor<float> t = Tensor.Create(other, [2, 10]); TensorPrimitives.SoftMax(logits, other); Tensor.Exp<float>(tensor, t.AsTensorSpan()); loss = Losses.Ten(other, targets);")]
    [InlineData("ref float r = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(other); TensorPrimitives.SoftMax(logits, other); r = 3; loss = Losses.Ten(other, targets);")]
    [InlineData("Tensor<float> p = Tensor.Exp<float>(tensor); loss = Losses.Tensors(p, tensorTargets);")]
    public async Task Raw_logits_and_doubts_are_silent(string body)
    {
        await UsageSource.Check("CEGEN201", body);
        await UsageSource.Check("CEGEN202", body);
        await UsageSource.Check("CEGEN203", body);
    }

    [Theory]
    [InlineData("LogSoftmax.Forward<float>(logits, 10, other); loss = Losses.Ten(⟦other⟧, targets, gradient);")]
    [InlineData("LogSoftmax.Forward<float>(logits, 10, logits); loss = dynamic.Forward<float, int>(⟦logits⟧, targets);")]
    [InlineData("LogSoftmax.Forward<float>(tensor, tensor.AsTensorSpan()); loss = Losses.Tensors(⟦tensor⟧, tensorTargets);")]
    [InlineData("LogSoftmax.Forward<float>(logits, 10, logits); loss = Losses.Tags(logits, soft);")]
    public Task Logits_that_are_log_probabilities_are_found(string body) => UsageSource.Check("CEGEN202", body);

    [Theory]
    [InlineData("TensorPrimitives.Sigmoid(logits, other); loss = Losses.Tags(⟦other⟧, soft);")]
    [InlineData("TensorPrimitives.Sigmoid<float>(logits, other); loss = binary.ForwardBackward<float>(⟦other⟧, soft, gradient);")]
    [InlineData("TensorPrimitives.Sigmoid(logits, other); Losses.TagsBackward(⟦other⟧, soft, 1, gradient);")]
    [InlineData("TensorPrimitives.Sigmoid(logits, other); loss = Losses.Ten(⟦other⟧, targets);")]
    [InlineData("loss = Losses.Tensors(⟦Tensor.Sigmoid<float>(tensor)⟧, tensorTargets);")]
    [InlineData("TensorPrimitives.Sigmoid(soft, soft); loss = Losses.Tags(logits, soft);")]
    public Task Logits_that_are_sigmoids_are_found(string body) => UsageSource.Check("CEGEN203", body);

    [Theory]
    [InlineData("CEGEN201", "TensorPrimitives.SoftMax(logits, other); loss = Losses.Ten(⟦other⟧, targets);", "'logits' of 'Ten' went through TensorPrimitives.SoftMax, but the loss takes raw logits and applies the softmax itself: pass the logits as they were before")]
    [InlineData("CEGEN201", "TensorPrimitives.SoftMax(logits, other); loss = binary.Forward<float>(⟦other⟧, soft);", "'logits' of 'BinaryCrossEntropyLoss.Forward' went through TensorPrimitives.SoftMax, but the loss takes raw logits and applies a sigmoid itself: pass the logits as they were before")]
    [InlineData("CEGEN202", "LogSoftmax.Forward<float>(logits, 10, other); loss = Losses.Ten(⟦other⟧, targets);", "'logits' of 'Ten' went through LogSoftmax.Forward, which the loss does itself: pass the logits as they were before, which saves a pass over the data and a rounding, or use NegativeLogLikelihood")]
    [InlineData("CEGEN203", "TensorPrimitives.Sigmoid(logits, other); loss = Losses.Tags(⟦other⟧, soft);", "'logits' of 'Tags' went through TensorPrimitives.Sigmoid, but the loss takes raw logits and applies a sigmoid itself: pass the logits as they were before")]
    public async Task The_sentence_names_the_argument_and_the_call_is_shown(string id, string body, string message)
    {
        Diagnostic diagnostic = Assert.Single(await UsageSource.Check(id, body));

        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity);
        Assert.Equal(body[..body.IndexOf(';', StringComparison.Ordinal)], UsageSource.Text(Assert.Single(diagnostic.AdditionalLocations)));
    }
}
