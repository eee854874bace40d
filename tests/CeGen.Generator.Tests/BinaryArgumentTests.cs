using CeGen.Generator.Tests.Harness;

namespace CeGen.Generator.Tests;

/// <summary>A wrong call of a generated binary loss names the user's parameter and the numbers, and writes nothing.</summary>
public sealed class BinaryArgumentTests
{
    private const int Length = 1200;

    private static readonly LoadedAssembly Assembly = Generation.Run(BinaryLoss.Source(
        [new BinaryLoss("Loss", "float", 3, Reduction.Mean, 2, PassesLabelWeights: true, PassesPositiveWeights: true), new BinaryLoss("Each", "float", 3, Reduction.None, PassesLabelWeights: true, PassesPositiveWeights: true)])).Load();

    private readonly float[] _logits = Data.Logits(Length, 1).As<float>();
    private readonly float[] _targets = new float[Length];
    private readonly float[] _losses = [.. Enumerable.Repeat(-7f, Length)];
    private readonly float[] _gradient = [.. Enumerable.Repeat(-7f, Length)];
    private readonly float[] _weights = [1, 2, 3];

    [Fact]
    public void A_right_call_writes_everything()
    {
        Call();

        Assert.DoesNotContain(-7f, _losses);
        Assert.DoesNotContain(-7f, _gradient);
    }

    [Theory]
    [InlineData(Length - 1, "1,199")]
    [InlineData(Length + 1, "1,201")]
    [InlineData(0, "0")]
    public void A_wrong_length_is_named(int length, string number)
    {
        float[] wrong = [.. Enumerable.Repeat(-7f, length)];
        Fails("targets", number, () => Call(targets: wrong));
        Fails("labelWeights", number, () => Call(labelWeights: wrong));
        Fails("positiveWeights", number, () => Call(positiveWeights: wrong));
        Fails("losses", number, () => Call(losses: wrong));
        Fails("gradient", number, () => Call(gradient: wrong));
        Fails("upstream", number, () => Assembly.Method<BinaryBackward<float>>("EachBackward", "Calls")(_logits, _targets, _weights, _weights, wrong, _gradient));
        Assert.All(wrong, w => Assert.Equal(-7f, w));
    }

    [Fact]
    public void Logits_that_do_not_fill_their_rows_are_named() => Fails("logits", "3 labels", () => Call(logits: new float[Length + 1], targets: new float[Length + 1]));

    [Theory]
    [InlineData(-0.001f)]
    [InlineData(1.0000001f)]
    [InlineData(float.NaN)]
    public void A_target_that_is_no_probability_is_named(float target)
    {
        _targets[^1] = target;
        Fails("targets", "row 399, column 2", () => Call());
    }

    [Theory]
    [InlineData(-1e-30f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_weight_that_is_no_weight_is_named(float weight)
    {
        Fails("labelWeights", "at column 2", () => Call(labelWeights: [1, 1, weight]));
        Fails("positiveWeights", "at column 1", () => Call(positiveWeights: [1, weight, 1]));
    }

    [Fact]
    public void Outputs_that_overlap_inputs_are_refused()
    {
        float[] memory = [.. _logits, .. _logits];
        float[] before = [.. memory];
        Fails("gradient", "overlaps", () => Assembly.Method<BinaryFused<float>>("Loss", "Calls")(memory.AsSpan(0, Length), _targets, _weights, _weights, _losses, memory.AsSpan(1, Length)));
        Fails("losses", "overlaps", () => Assembly.Method<BinaryFused<float>>("Loss", "Calls")(memory.AsSpan(0, Length), _targets, _weights, _weights, memory.AsSpan(0, Length), _gradient));
        Assert.Equal(before, memory);
    }

    [Fact]
    public void In_place_gives_the_same_bits()
    {
        float[] inPlace = [.. _logits];
        float expected = Call();
        Assert.Equal(expected, Call(logits: inPlace, gradient: inPlace));
        Assert.Equal(_gradient, inPlace);
    }

    [Fact]
    public void An_empty_batch_has_no_mean()
    {
        Assert.Equal(float.NaN, Assembly.Method<BinaryFused<float>>("Loss", "Calls")([], [], _weights, _weights, [], []));
        Assert.Equal(0, Assembly.Method<BinaryFused<float>>("Each", "Calls")([], [], _weights, _weights, [], []));
    }

    private float Call(
        float[]? logits = null, float[]? targets = null, float[]? labelWeights = null, float[]? positiveWeights = null, float[]? losses = null, float[]? gradient = null) =>
        Assembly.Method<BinaryFused<float>>("Loss", "Calls")(
            logits ?? _logits, targets ?? _targets, labelWeights ?? _weights, positiveWeights ?? _weights, losses ?? _losses, gradient ?? _gradient);

    private void Fails(string parameter, string text, Action call)
    {
        ArgumentException thrown = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(parameter, thrown.ParamName);
        Assert.Contains(text, thrown.Message, StringComparison.Ordinal);
        Assert.All(_losses, l => Assert.Equal(-7f, l));
        Assert.All(_gradient, g => Assert.Equal(-7f, g));
    }
}
