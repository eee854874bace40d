using CeGen.Generator.Usage;
using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Tests.Usage;

/// <summary>CEGEN209: a loss whose options are known at run time, though all of them are constants.</summary>
public sealed class ConstantOptionsTests
{
    [Theory]
    [InlineData("loss = ⟦new CrossEntropyLoss(10).Forward<float, int>(logits, targets)⟧;")]
    [InlineData("var l = new CrossEntropyLoss(10, null); loss = ⟦l.Forward<float, int>(logits, targets)⟧;")]
    [InlineData("const int Classes = 2 * 5; CrossEntropyLoss l = new(classes: Classes, options: new() { LabelSmoothing = 0.5f }); loss = ⟦l.ForwardBackward<float, byte>(logits, bytes, gradient)⟧;")]
    [InlineData("var options = new CrossEntropyOptions { Reduction = Reduction.Sum }; var l = new CrossEntropyLoss(10, options); ⟦l.Backward<float, int>(logits, targets, 1f, gradient)⟧;")]
    [InlineData("loss = ⟦Shared.Forward<float, int>(logits, targets)⟧ + ⟦Shared.Forward<float>(logits, soft)⟧;")]
    [InlineData("var l = new CrossEntropyLoss(10); loss = ⟦l.Forward<float, int>(tensor, tensorTargets)⟧;")]
    public async Task Constant_options_are_found(string body) =>
        Assert.All(await UsageSource.Check("CEGEN209", body), d => Assert.Equal(DiagnosticSeverity.Info, d.Severity));

    [Theory]
    [InlineData("loss = dynamic.Forward<float, int>(logits, targets);")]
    [InlineData("loss = new CrossEntropyLoss(n).Forward<float, int>(logits, targets);")]
    [InlineData("loss = new CrossEntropyLoss(10, new CrossEntropyOptions { LabelSmoothing = loss }).Forward<float, int>(logits, targets);")]
    [InlineData("var l = new CrossEntropyLoss(10); if (flag) { l = new CrossEntropyLoss(5); } loss = l.Forward<float, int>(logits, targets);")]
    [InlineData("var options = new CrossEntropyOptions(); loss = new CrossEntropyLoss(10, options with { LabelSmoothing = loss }).Forward<float, int>(logits, targets);")]
    [InlineData("loss = new CrossEntropyLoss(0).Forward<float, int>(logits, targets);")]
    [InlineData("loss = new CrossEntropyLoss(10, new CrossEntropyOptions { FocalGamma = 2 }).Forward<float>(logits, soft);")]
    [InlineData("loss = (float)new CrossEntropyLoss(10).Forward<Half, int>(new Half[10], targets);")]
    [InlineData("loss = Local(logits, targets); static T Local<T>(T[] x, int[] y) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => new CrossEntropyLoss(10).Forward<T, int>(x, y);")]
    [InlineData("loss = new BinaryCrossEntropyLoss(4).Forward<float>(logits, soft) + new NegativeLogLikelihood(10).Forward<float, int>(logits, targets);")]
    [InlineData("loss = Losses.Ten(logits, targets);")]
    public async Task What_the_run_decides_is_silent(string body) => Assert.Empty(await UsageSource.Check("CEGEN209", body));

    [Theory]
    [InlineData(
        "loss = ⟦new CrossEntropyLoss(1000).Forward<float, int>(logits, targets)⟧;",
        "new CrossEntropyLoss(1000)", "1000", "Classes = 1000", "float", "int", "Span")]
    [InlineData(
        "loss = (float)⟦new CrossEntropyLoss(3, new CrossEntropyOptions { Reduction = Reduction.Sum, LabelSmoothing = 0.1, IgnoreIndex = 2, AllIgnored = AllIgnored.Zero }).Forward<double, ulong>(doubles, 1)⟧;",
        "new CrossEntropyLoss(3, new CrossEntropyOptions { Reduction = Reduction.Sum, LabelSmoothing = 0.1, IgnoreIndex = 2, AllIgnored = AllIgnored.Zero })",
        "3", "Classes = 3, Reduction = Reduction.Sum, LabelSmoothing = 0.1, IgnoreIndex = 2, AllIgnored = AllIgnored.Zero", "double", "ulong", "Row")]
    [InlineData(
        "loss = ⟦new CrossEntropyLoss(3, new() { FocalGamma = 1.5, Layout = ClassLayout.ClassFirst }).Forward<float, int>(tensor, tensorTargets)⟧;",
        "new CrossEntropyLoss(3, new() { FocalGamma = 1.5, Layout = ClassLayout.ClassFirst })", "3", "Classes = 3, FocalGamma = 1.5, Layout = ClassLayout.ClassFirst", "float", "int", "Tensor")]
    [InlineData("loss = ⟦Shared.Forward<float>(logits, soft)⟧;", "new(10, new CrossEntropyOptions { LabelSmoothing = 0.1 })", "10", "Classes = 10, LabelSmoothing = 0.1", "float", "float", "Span")]
    public async Task The_code_fix_learns_all_it_needs(string body, string creation, string classes, string options, string element, string target, string form)
    {
        Diagnostic diagnostic = Assert.Single(await UsageSource.Check("CEGEN209", body));

        Assert.Equal(creation, UsageSource.Text(Assert.Single(diagnostic.AdditionalLocations)));
        Assert.Equal(classes, diagnostic.Properties[UsageProperties.Classes]);
        Assert.Equal(options, diagnostic.Properties[UsageProperties.Options]);
        Assert.Equal(element, diagnostic.Properties[UsageProperties.Element]);
        Assert.Equal(target, diagnostic.Properties[UsageProperties.Target]);
        Assert.Equal(form, diagnostic.Properties[UsageProperties.Form]);
        Assert.Equal(
            $"All options of this loss of {classes} classes are constants: a partial method with [CrossEntropy] computes the same with a kernel made for them, which is faster",
            diagnostic.GetMessage());
    }
}
