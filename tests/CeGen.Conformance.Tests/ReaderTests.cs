using CeGen.Testing;

namespace CeGen.Conformance.Tests;

/// <summary>What the reader makes of the variants that files of the format have.</summary>
public sealed class ReaderTests
{
    [Fact]
    public void What_is_left_out_has_its_default()
    {
        ConformanceCase c = CaseFile.Read("""
            { "loss": "cross_entropy", "shape": [2, 3], "logits": [1, 2, 3, 4, 5, 6], "targets": [0, 2], "expectedLoss": [1] }
            """);
        Assert.Equal(Reduction.Mean, c.Reduction);
        Assert.Equal(-100, c.IgnoreIndex);
        Assert.Equal(0, c.LabelSmoothing);
        Assert.Equal([1.0], c.Upstream);
        Assert.Equal([0, 2], c.Indices!);
        Assert.Null(c.Weights);
        Assert.Null(c.Probabilities);
        Assert.Null(c.ExpectedGradient);
        Assert.Null(c.Promise);
    }

    [Fact]
    public void Null_is_left_out_too()
    {
        ConformanceCase c = CaseFile.Read("""
            { "loss": "cross_entropy", "shape": [3], "logits": [1, 2, 3], "targets": 2, "ignoreIndex": null, "weights": null, "upstream": null,
              "expectedLoss": 1, "expectedGradient": null }
            """);
        Assert.Equal(-100, c.IgnoreIndex);
        Assert.Equal([1.0], c.Upstream);
        Assert.Equal([2], c.Indices!);
        Assert.Equal([1.0], c.ExpectedLoss!);
        Assert.Null(c.ExpectedGradient);
    }

    [Fact]
    public void Numbers_may_be_strings()
    {
        ConformanceCase c = CaseFile.Read("""
            { "loss": "cross_entropy", "shape": ["1", 4], "labelSmoothing": "0.25", "ignoreIndex": "255", "weights": ["1", "2", "3", "4e0"],
              "logits": ["NaN", "Infinity", "-Infinity", "-1.5e3"], "targets": ["3"], "upstream": "0.5", "expectedLoss": ["inf"] }
            """);
        Assert.Equal([1, 4], c.Shape);
        Assert.Equal(0.25, c.LabelSmoothing);
        Assert.Equal(255, c.IgnoreIndex);
        Assert.Equal([1.0, 2, 3, 4], c.Weights!);
        Assert.Equal([double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1500], c.Logits);
        Assert.Equal([3], c.Indices!);
        Assert.Equal([0.5], c.Upstream);
        Assert.Equal([double.PositiveInfinity], c.ExpectedLoss!);
    }

    [Fact]
    public void Lists_may_be_nested_and_one_upstream_gradient_is_for_all_rows()
    {
        ConformanceCase c = CaseFile.Read("""
            { "loss": "cross_entropy", "shape": [2, 2], "reduction": "none", "logits": [[1, 2], [3, 4]], "targets": [0.0, 1.0], "upstream": 2,
              "expectedGradient": [[0, 0], [0, 0]] }
            """);
        Assert.Equal([1.0, 2, 3, 4], c.Logits);
        Assert.Equal([0, 1], c.Indices!);
        Assert.Equal([2.0, 2], c.Upstream);
    }

    [Theory]
    [InlineData("[0, 5]", 5, 1)]
    [InlineData("[2, 5, 0]", 5, 0)]
    public void A_batch_may_be_empty(string shape, int classes, int spatialSize)
    {
        ConformanceCase c = CaseFile.Read($$"""
            { "loss": "cross_entropy", "shape": {{shape}}, "reduction": "none", "logits": [], "targets": [], "expectedLoss": [], "expectedGradient": [] }
            """);
        Assert.Equal(classes, c.Classes);
        Assert.Equal(spatialSize, c.SpatialSize);
        Assert.Equal(0, c.LossCount);
        Assert.Empty(c.Upstream);
    }

    [Fact]
    public void Targets_of_the_shape_of_the_logits_are_probabilities()
    {
        ConformanceCase c = CaseFile.Read("""
            { "loss": "cross_entropy", "shape": [1, 2, 2], "logits": [1, 2, 3, 4], "targets": [0.5, 1, 0.5, 0], "expectedLoss": [1] }
            """);
        Assert.Null(c.Indices);
        Assert.Equal([0.5, 1, 0.5, 0], c.Probabilities!);
        Assert.Equal(2, c.LossCount);
        Assert.Equal([0, 1, 0, 1], Enumerable.Range(0, 4).Select(c.LossOf));
    }

    [Fact]
    public void Elements_find_their_row_behind_the_class_axis()
    {
        ConformanceCase c = CaseFile.Read("""
            { "loss": "cross_entropy", "shape": [2, 2, 1, 3], "reduction": "sum", "logits": [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6],
              "targets": [0, 1, 0, 1, 0, 1], "expectedLoss": 1 }
            """);
        Assert.Equal(3, c.SpatialSize);
        Assert.Equal([0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5], Enumerable.Range(0, 12).Select(c.LossOf));
    }

    [Fact]
    public void Focal_losses_have_gamma_and_alpha()
    {
        ConformanceCase softmax = CaseFile.Read("""
            { "loss": "softmax_focal", "shape": [1, 2], "gamma": 2, "weights": [1, 2], "logits": [1, 2], "targets": [0], "expectedLoss": [1] }
            """);
        Assert.False(softmax.IsBinary);
        Assert.Equal(2, softmax.FocalGamma);

        ConformanceCase sigmoid = CaseFile.Read("""
            { "loss": "sigmoid_focal", "shape": [1, 2], "gamma": "0.5", "alpha": 0.25, "logits": [1, 2], "targets": [0, 1], "expectedLoss": [1] }
            """);
        Assert.True(sigmoid.IsBinary);
        Assert.Equal(0.5, sigmoid.FocalGamma);
        Assert.Equal(0.25, sigmoid.FocalAlpha);
    }

    [Theory]
    [InlineData("[1, 2, 3]", "[1, 2, 3]")]
    [InlineData("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]")]
    [InlineData("[1, 2, 3, 4, 5, 6]", "[1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]")]
    [InlineData("7", "[7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7]")]
    public void Weights_of_labels_are_one_per_label_or_one_per_element(string weights, string expected)
    {
        ConformanceCase c = CaseFile.Read($$"""
            { "loss": "binary_cross_entropy_with_logits", "shape": [2, 2, 3], "logits": [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
              "targets": [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "weights": {{weights}}, "positiveWeights": {{weights}}, "expectedLoss": [0] }
            """);
        Assert.Equal(3, c.Classes);
        Assert.Equal(expected, $"[{string.Join(", ", c.Weights!)}]");
        Assert.Equal(c.Weights, c.PositiveWeights);
    }

    [Theory]
    [InlineData("normal_C2", "normal", 4)]
    [InlineData("offset_C100000", "offset", 4)]
    [InlineData("wide_C10", "wide", 16)]
    [InlineData("never_seen_before_C7", "never_seen_before", 16)]
    [InlineData("plain", "plain", 16)]
    public void Exact_cases_have_a_family_and_its_promise(string name, string family, double ulp)
    {
        ConformanceCase c = CaseFile.Read($$"""
            { "name": "{{name}}", "logits": [1, "2"], "target": 1, "loss": "0.3", "gradient": [0.2, -0.2] }
            """);
        Assert.Equal(new ExactPromise(family, ulp), c.Promise);
        Assert.Equal([2], c.Shape);
        Assert.Equal([1], c.Indices!);
    }

    [Theory]
    [InlineData("""{ "loss": "hinge" }""", "The loss 'hinge' is unknown")]
    [InlineData("""{ "logits": [1] }""", "'loss' is missing")]
    [InlineData("""{ "loss": "cross_entropy", "shape": [2, 2] }""", "'logits' is missing")]
    [InlineData("""{ "loss": "cross_entropy", "shape": [2, 2], "logits": [1, 2, 3] }""", "'logits' has 3 numbers; expected 4")]
    [InlineData("""{ "loss": "cross_entropy", "shape": [], "logits": [] }""", "expected the lengths of one axis or more")]
    [InlineData("""{ "loss": "cross_entropy", "shape": [3, 0], "logits": [] }""", "The class axis is empty")]
    [InlineData("""{ "loss": "cross_entropy", "shape": [99999, 99999], "logits": [] }""", "overflow")]
    [InlineData("""{ "loss": "cross_entropy", "shape": [1, 2], "logits": [1, "two"] }""", "'logits' has \"two\"; expected a number")]
    [InlineData("""{ "loss": "cross_entropy", "shape": [1, 2], "logits": [1, 2], "reduction": "product" }""", "'reduction' is 'product'")]
    [InlineData("""{ "loss": "cross_entropy", "shape": [1, 2], "logits": [1, 2], "targets": [0, 1, 2] }""", "'targets' has 3 numbers; expected 2")]
    [InlineData("""{ "loss": "cross_entropy", "shape": [1, 2], "logits": [1, 2], "targets": [0.5] }""", "'targets' has 0.5; expected a whole number")]
    [InlineData("""{ "loss": "cross_entropy", "shape": [1, 2], "logits": [1, 2], "targets": [0] }""", "It expects nothing")]
    [InlineData("[1]", "expected an object")]
    public void A_broken_case_is_a_sentence(string text, string expected)
    {
        using CaseFile file = CaseFile.Of(CaseFile.RightCase, text);
        var e = Assert.Throws<ConformanceFileException>(() => ConformanceFile.Read(file.Path));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains("case 1)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_of_the_project_are_read_whole()
    {
        Assert.Equal(
            ["binary_cross_entropy.json", "cross_entropy.json", "exact.json", "exact_binary.json", "focal.json"], ConformanceFile.Copies);
        Assert.Equal([12, 156, 195, 474, 30], ConformanceFile.Copies.Select(name => ConformanceFile.ReadCopy(name).Count));
    }
}
