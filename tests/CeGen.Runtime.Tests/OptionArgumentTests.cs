using System.Runtime.InteropServices;

namespace CeGen.Runtime.Tests;

/// <summary>Wrong weights, positions and outputs per row: the parameter and the numbers are named, and nothing is written.</summary>
public class OptionArgumentTests
{
    private const int Classes = 5;
    private const int Positions = 6;
    private const int Rows = 4 * Positions;

    private readonly CrossEntropyLoss _loss = new(Classes, new CrossEntropyOptions { Layout = ClassLayout.ClassFirst, Reduction = Reduction.None });
    private readonly float[] _logits = Batch.Random(1, Rows, Classes).LogitsAs<float>();
    private readonly float[] _probabilities = new float[Rows * Classes];
    private readonly int[] _targets = new int[Rows];
    private readonly float[] _gradient = Poison.Array<float>(Rows * Classes);
    private readonly float[] _losses = Poison.Array<float>(Rows);
    private readonly float[] _logSums = Poison.Array<float>(Rows);
    private readonly int[] _predictions = Poison.Array<int>(Rows);

    public static TheoryData<float> BadWeights => [float.NaN, -1, -1e-45f, float.PositiveInfinity, float.NegativeInfinity];

    [Theory]
    [InlineData(0)]
    [InlineData(Classes - 1)]
    [InlineData(Classes + 1)]
    [InlineData(Rows)]
    public void There_is_a_weight_for_each_class(int count) =>
        Fails<ArgumentException>("weights", [$"{count}", "expected 5", "one weight per class"], () => All(weights: new float[count]));

    [Theory]
    [MemberData(nameof(BadWeights))]
    public void A_weight_is_finite_and_not_negative(float bad)
    {
        foreach (int classes in new[] { 5, 40 })
        {
            foreach (int at in new[] { 0, 1, classes - 2, classes - 1 })
            {
                float[] weights = [.. Enumerable.Range(0, classes).Select(c => c == at ? bad : c)];
                ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>("weights", () => new CrossEntropyLoss(classes).ForwardBackward<float, int>(
                    new float[classes], [1], _gradient.AsSpan(0, classes), new CrossEntropyExtras<float> { Weights = weights }));
                Assert.Equal(bad, e.ActualValue);
                Assert.Contains($"of class {at} ", e.Message);
                Poison.IsUntouched(_gradient);
            }
        }

        Fails<ArgumentOutOfRangeException>("weights", ["class 4", "at least 0"], () => All(weights: [0, 1, 2, 3, bad]));
    }

    [Fact]
    public void A_weight_may_be_anything_else() =>
        Assert.False(float.IsNaN(new CrossEntropyLoss(4).Forward<float, int>([1, 2, 3, 4], [1], new CrossEntropyExtras<float> { Weights = [0, float.MaxValue, 1e-45f, -0.0f] })));

    [Fact]
    public void A_weight_of_a_double_may_be_more_than_a_float_holds() =>
        Assert.Equal(Math.Log(1 + Math.E), new CrossEntropyLoss(2).Forward<double, int>([0, 1], [0], new CrossEntropyExtras<double> { Weights = [1e300, double.MaxValue] }), 1e-12);

    [Fact]
    public void What_is_empty_overlaps_nothing()
    {
        float[] weights = [1, 2, 3, 4, 5];
        var sum = new CrossEntropyLoss(Classes, new CrossEntropyOptions { Reduction = Reduction.Sum });

        Assert.Equal(0, sum.Forward<float, int>([], [], new CrossEntropyExtras<float> { Weights = weights, Losses = weights.AsSpan(2, 0) }));
        Assert.Equal([1, 2, 3, 4, 5], weights);
    }

    [Fact]
    public void A_part_of_an_element_between_logits_and_gradient_is_told_in_bytes()
    {
        byte[] memory = new byte[sizeof(float) * (Classes + 1)];
        Fails<ArgumentException>("gradient", ["2 bytes apart"], () => new CrossEntropyLoss(Classes).ForwardBackward<float, int>(
            MemoryMarshal.Cast<byte, float>(memory.AsSpan(0, sizeof(float) * Classes)), [1], MemoryMarshal.Cast<byte, float>(memory.AsSpan(2, sizeof(float) * Classes))));
        Fails<ArgumentException>("result", ["2 bytes apart"], () => Softmax.Forward<float>(
            MemoryMarshal.Cast<byte, float>(memory.AsSpan(0, sizeof(float) * Classes)), Classes, MemoryMarshal.Cast<byte, float>(memory.AsSpan(2, sizeof(float) * Classes))));
        Assert.All(memory, b => Assert.Equal(0, b));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void There_is_at_least_one_position(int size) =>
        Fails<ArgumentOutOfRangeException>("spatialSize", ["at least 1"], () => All(size: size));

    [Theory]
    [InlineData(5, "5 positions")]
    [InlineData(7, "7 positions")]
    [InlineData(25, "25 positions")]
    [InlineData(120, "120 positions")]
    [InlineData(int.MaxValue, "2,147,483,647 positions")]
    public void The_positions_divide_the_logits(int size, string text) => Fails<ArgumentException>("logits", ["120 elements", "5 classes", text], () => All(size: size));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_single_row_has_no_positions(int size) => Fails<ArgumentException>(
        "extras", [$"SpatialSize is {size}", "a single row"], () => _loss.Forward<float, int>(_logits.AsSpan(0, size * Classes), 1, new CrossEntropyExtras<float> { SpatialSize = size }));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(6)]
    public void Where_the_classes_come_last_there_are_no_positions(int size)
    {
        var last = new CrossEntropyLoss(Classes);
        Fails<ArgumentException>("extras", ["ClassLayout.ClassLast"], () => last.Forward<float, int>(_logits, _targets, new CrossEntropyExtras<float> { SpatialSize = size }));
        Fails<ArgumentException>("extras", ["ClassLayout.ClassLast"], () => last.Forward<float>(_logits, _probabilities, new CrossEntropyExtras<float> { SpatialSize = size }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Rows - 1)]
    [InlineData(Rows + 1)]
    [InlineData(4)]
    public void Everything_per_row_has_one_element_for_each_position(int count)
    {
        float[] floats = Poison.Array<float>(count);
        int[] ints = Poison.Array<int>(count);
        Fails<ArgumentException>("losses", [$"{count}", "24, one loss per row"], () => All(losses: floats));
        Fails<ArgumentException>("logSumExp", [$"{count}", "24, one number per row"], () => All(logSums: floats));
        Fails<ArgumentException>("predictions", [$"{count}", "24, one class per row"], () => All(predictions: ints));
        Fails<ArgumentException>("upstream", [$"{count}", "24, one upstream gradient per row"], () => _loss.Backward<float, int>(_logits, _targets, floats, _gradient, new CrossEntropyExtras<float> { SpatialSize = Positions }));
        Fails<ArgumentException>("upstream", [$"{count}", "24, one upstream gradient per row"], () => _loss.Backward<float>(_logits, _probabilities, floats, _gradient, new CrossEntropyExtras<float> { SpatialSize = Positions }));
        Fails<ArgumentException>("targets", [$"{count}", "24, one target per position"], () => _loss.ForwardBackward<float, int>(_logits, new int[count], _gradient, new CrossEntropyExtras<float> { SpatialSize = Positions }));
        Poison.IsUntouched(floats);
        Poison.IsUntouched(ints);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(119)]
    [InlineData(121)]
    [InlineData(Rows)]
    public void Everything_per_logit_has_their_length(int count)
    {
        float[] gradient = Poison.Array<float>(count);
        Fails<ArgumentException>("gradient", [$"{count}", "120, one entry per logit"], () => _loss.ForwardBackward<float, int>(_logits, _targets, gradient, new CrossEntropyExtras<float> { SpatialSize = Positions }));
        Fails<ArgumentException>("gradient", [$"{count}", "120, one entry per logit"], () => _loss.ForwardBackward<float>(_logits, _probabilities, gradient, new CrossEntropyExtras<float> { SpatialSize = Positions }));
        Fails<ArgumentException>("targets", [$"{count}", "120", "one probability per logit"], () => _loss.ForwardBackward<float>(
            _logits, new float[count], _gradient, new CrossEntropyExtras<float> { SpatialSize = Positions }));
        Poison.IsUntouched(gradient);
    }

    [Fact]
    public void A_target_that_is_no_class_is_named_with_its_position()
    {
        foreach (int row in new[] { 0, 7, Rows - 1 })
        {
            foreach (int bad in new[] { -1, Classes, int.MaxValue })
            {
                int[] targets = new int[Rows];
                targets[row] = bad;
                Fails<ArgumentOutOfRangeException>("targets", [$"Target {bad} at row {row} "], () => _loss.ForwardBackward<float, int>(
                    _logits, targets, _gradient, new CrossEntropyExtras<float> { SpatialSize = Positions, Losses = _losses, LogSumExp = _logSums, Predictions = _predictions }));
            }
        }
    }

    [Fact]
    public void Losses_are_asked_for_once()
    {
        Fails<ArgumentException>("extras", ["Losses"], () => _loss.Forward<float, int>(_logits, _targets, Poison.Array<float>(Rows), new CrossEntropyExtras<float> { Losses = _losses }));
        Fails<ArgumentException>("extras", ["Losses"], () => _loss.ForwardBackward<float, int>(_logits, _targets, Poison.Array<float>(Rows), _gradient, new CrossEntropyExtras<float> { Losses = _losses }));
    }

    [Fact]
    public void Without_a_reduction_the_losses_of_probabilities_have_to_go_somewhere() => Fails<ArgumentException>(
        "losses", ["Reduction.None"], () => _loss.Forward<float>(_logits, _probabilities, new CrossEntropyExtras<float> { SpatialSize = Positions }));

    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    public void A_reduced_loss_of_probabilities_has_one_upstream_gradient(Reduction reduction)
    {
        var loss = new CrossEntropyLoss(Classes, new CrossEntropyOptions { Reduction = reduction });
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => loss.Backward<float>(_logits, _probabilities, new float[Rows], _gradient));
        Assert.Contains($"Reduction.{reduction}", e.Message);
        Poison.IsUntouched(_gradient);
    }

    [Fact]
    public void The_focal_loss_has_no_probabilities()
    {
        var loss = new CrossEntropyLoss(Classes, new CrossEntropyOptions { FocalGamma = 2 });
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => loss.ForwardBackward<float>(_logits, _probabilities, _gradient));
        Assert.Contains("FocalGamma", e.Message);
        Poison.IsUntouched(_gradient);
    }

    [Fact]
    public void Half_probabilities_are_not_supported() =>
        Assert.Throws<NotSupportedException>(() => new CrossEntropyLoss(1).Forward<Half>(new Half[3], new Half[3]));

    /// <summary>The fused calls with every output, one of them wrong.</summary>
    private void All(float[]? weights = null, int size = Positions, float[]? losses = null, float[]? logSums = null, int[]? predictions = null)
    {
        weights ??= [1, 2, 3, 4, 5];
        CrossEntropyExtras<float> Extras() => new()
        {
            Weights = weights,
            SpatialSize = size,
            Losses = losses ?? _losses,
            LogSumExp = logSums ?? _logSums,
            Predictions = predictions ?? _predictions,
        };

        // Both kinds of targets must refuse it; the second one's exception is the one that is looked at.
        ArgumentException first = Assert.ThrowsAny<ArgumentException>(() => _loss.ForwardBackward<float, int>(_logits, _targets, _gradient, Extras()));
        ArgumentException second = Assert.ThrowsAny<ArgumentException>(() => _loss.ForwardBackward<float>(_logits, _probabilities, _gradient, Extras()));
        Assert.Equal(first.Message, second.Message);
        _loss.ForwardBackward<float>(_logits, _probabilities, _gradient, Extras());
    }

    private void Fails<TException>(string parameter, string[] parts, Action call)
        where TException : ArgumentException
    {
        TException e = Assert.Throws<TException>(parameter, call);
        Assert.All(parts, part => Assert.Contains(part, e.Message));
        Poison.IsUntouched(_losses);
        Poison.IsUntouched(_logSums);
        Poison.IsUntouched(_predictions);
        Poison.IsUntouched(_gradient);
    }
}
