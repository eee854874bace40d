namespace CeGen.Runtime.Tests;

/// <summary>A wrong call names the parameter and the numbers, and writes nothing.</summary>
public class BinaryArgumentTests
{
    private const int Labels = 3;
    private const int Length = 1200;

    private readonly BinaryCrossEntropyLoss _mean = BinaryBatch.Loss(Labels, Reduction.Mean);
    private readonly BinaryCrossEntropyLoss _none = BinaryBatch.Loss(Labels, Reduction.None);
    private readonly float[] _logits = Batch.As<float>(BinaryBatch.Random(1, Length / Labels, Labels).Logits);
    private readonly float[] _targets = new float[Length];
    private readonly float[] _losses = Poison.Array<float>(Length);
    private readonly float[] _gradient = Poison.Array<float>(Length);

    [Theory]
    [InlineData(Length - 1, "1,199")]
    [InlineData(Length + 1, "1,201")]
    [InlineData(0, "0")]
    public void A_wrong_length_is_named(int length, string number)
    {
        float[] wrong = Poison.Array<float>(length);
        Fails("targets", [number, "1,200, one target per logit"], () => Fused(targets: wrong));
        Fails("losses", [number, "1,200, one loss per logit"], () => Fused(losses: wrong));
        Fails("gradient", [number, "1,200, one entry per logit"], () => Fused(gradient: wrong));
        Fails("upstream", [number, "1,200, one upstream gradient per logit"], () => Backward(wrong, _gradient));
        Fails("LabelWeights", [number, "expected 3, one weight per label, or 1,200, one per logit"], () => Fused(labelWeights: wrong));
        Fails("PositiveWeights", [number, "expected 3, one weight per label, or 1,200, one per logit"], () => Fused(positiveWeights: wrong));
        Poison.IsUntouched(wrong);
    }

    [Theory]
    [InlineData(Length - 1, "1,199")]
    [InlineData(Length + 1, "1,201")]
    public void Logits_that_do_not_fill_their_rows_are_named(int length, string number) =>
        Fails("logits", [number, "3 labels"], () => Fused(logits: new float[length], targets: new float[length]));

    [Theory]
    [InlineData(0, -0.001f, "row 0, column 0")]
    [InlineData(700, 1.0000001f, "row 233, column 1")]
    [InlineData(1199, float.NaN, "row 399, column 2")]
    [InlineData(1198, float.PositiveInfinity, "row 399, column 1")]
    [InlineData(17, float.NegativeInfinity, "row 5, column 2")]
    public void A_target_that_is_no_probability_is_named(int at, float target, string place)
    {
        _targets[at] = target;
        FailsOutOfRange("targets", target, [place, "0 ≤ target ≤ 1"], () => Fused());
        FailsOutOfRange("targets", target, [place], () => _mean.Forward<float>(_logits, _targets));
        FailsOutOfRange("targets", target, [place], () => Backward(new float[Length], _gradient));
    }

    [Theory]
    [InlineData(-1e-30f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_weight_that_is_no_weight_is_named(float weight)
    {
        FailsOutOfRange("LabelWeights", weight, ["at column 2"], () => Fused(labelWeights: [1, 1, weight]));
        FailsOutOfRange("LabelWeights", weight, ["at column 0"], () => Fused(labelWeights: [weight, 1, 1]));
        FailsOutOfRange("PositiveWeights", weight, ["at column 1"], () => Fused(positiveWeights: [1, weight, 1]));

        float[] perElement = new float[Length];
        perElement[1198] = weight;
        FailsOutOfRange("LabelWeights", weight, ["row 399, column 1"], () => Fused(labelWeights: perElement));
        FailsOutOfRange("PositiveWeights", weight, ["row 399, column 1"], () => Fused(positiveWeights: perElement));
    }

    [Fact]
    public void A_weight_of_a_double_may_be_more_than_a_float_holds() => Assert.Equal(
        1e300 * Math.Log(2), new BinaryCrossEntropyLoss(1).Forward<double>([0], [1], new BinaryWeights<double> { LabelWeights = [1e300] }), 1e288);

    [Fact]
    public void The_ends_of_the_ranges_are_allowed()
    {
        _targets[3] = 1;
        _targets[4] = -0f;
        Assert.True(float.IsFinite(Fused(labelWeights: [0, -0f, 1], positiveWeights: [float.MaxValue, 0, float.Epsilon])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(Length - 1)]
    public void A_gradient_that_is_shifted_into_the_logits_is_refused(int shift)
    {
        float[] memory = [.. _logits, .. _logits];
        float[] before = [.. memory];
        Fails("gradient", ["apart"], () => _mean.ForwardBackward<float>(memory.AsSpan(0, Length), _targets, memory.AsSpan(shift, Length)));
        Fails("gradient", ["apart"], () => _mean.Backward<float>(memory.AsSpan(shift, Length), _targets, 1f, memory.AsSpan(0, Length)));
        Bits.Equal(before, memory);
    }

    [Fact]
    public void Outputs_over_what_is_read_are_refused()
    {
        Fails("losses", ["'logits'"], () => Fused(losses: _logits));
        Fails("losses", ["'targets'"], () => Fused(losses: _targets));
        Fails("gradient", ["'targets'"], () => Fused(gradient: _targets));
        float[] weights = new float[Length];
        Fails("losses", ["'LabelWeights'"], () => Fused(losses: weights, labelWeights: weights));
        Fails("gradient", ["'PositiveWeights'"], () => Fused(gradient: weights, positiveWeights: weights));
        Fails("gradient", ["'upstream'"], () => Backward(weights, weights));
        Fails("gradient", ["'losses'"], () => Fused(gradient: weights, losses: weights));
        Bits.Zero<float>(weights);
        Bits.Zero<float>(_targets);
    }

    [Fact]
    public void Without_a_reduction_the_losses_have_to_go_somewhere() =>
        Fails("losses", ["Reduction.None"], () => _none.Forward<float>(_logits, _targets));

    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    public void A_reduced_loss_has_one_upstream_gradient(Reduction reduction)
    {
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => BinaryBatch.Loss(Labels, reduction).Backward<float>(
            _logits, _targets, new ReadOnlySpan<float>(new float[Length]), _gradient));
        Assert.Contains($"Reduction.{reduction}", e.Message);
        Poison.IsUntouched(_gradient);
    }

    [Fact]
    public void Half_logits_are_not_supported()
    {
        NotSupportedException e = Assert.Throws<NotSupportedException>(() => _mean.Forward<Half>(new Half[3], new Half[3]));
        Assert.Contains("System.Half", e.Message);
    }

    private float Fused(
        float[]? logits = null,
        float[]? targets = null,
        float[]? losses = null,
        float[]? gradient = null,
        float[]? labelWeights = null,
        float[]? positiveWeights = null)
    {
        BinaryWeights<float> weights = default;
        if (labelWeights is not null && positiveWeights is not null)
        {
            weights = new() { LabelWeights = labelWeights, PositiveWeights = positiveWeights };
        }
        else if (labelWeights is not null)
        {
            weights = new() { LabelWeights = labelWeights };
        }
        else if (positiveWeights is not null)
        {
            weights = new() { PositiveWeights = positiveWeights };
        }

        Span<float> lossMemory = losses ?? _losses;
        Span<float> gradientMemory = gradient ?? _gradient;
        return _mean.ForwardBackward<float>(logits ?? _logits, targets ?? _targets, lossMemory, gradientMemory, weights);
    }

    private void Backward(float[] upstream, float[] gradient) =>
        _none.Backward<float>(_logits, _targets, new ReadOnlySpan<float>(upstream), gradient);

    private void FailsOutOfRange(string parameter, float value, string[] parts, Action call)
    {
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(call);
        Assert.Equal(value, e.ActualValue);
        IsNamed(e, parameter, parts);
    }

    private void Fails(string parameter, string[] parts, Action call) => IsNamed(Assert.Throws<ArgumentException>(call), parameter, parts);

    private void IsNamed(ArgumentException e, string parameter, string[] parts)
    {
        Assert.Equal(parameter, e.ParamName);
        Assert.All(parts, part => Assert.Contains(part, e.Message));
        Poison.IsUntouched(_losses);
        Poison.IsUntouched(_gradient);
    }
}
