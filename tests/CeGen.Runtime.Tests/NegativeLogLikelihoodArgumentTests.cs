using System.Runtime.InteropServices;

namespace CeGen.Runtime.Tests;

/// <summary>A wrong call of the negative log likelihood names the parameter and the numbers, and writes nothing.</summary>
public class NegativeLogLikelihoodArgumentTests
{
    private const int Rows = 1200;
    private const int Classes = 3;

    private readonly NegativeLogLikelihood _mean = new(Classes);
    private readonly NegativeLogLikelihood _none = new(Classes, new NegativeLogLikelihoodOptions { Reduction = Reduction.None });
    private readonly float[] _input = Batch.Random(1, Rows, Classes).LogitsAs<float>();
    private readonly int[] _targets = new int[Rows];
    private readonly float[] _losses = Poison.Array<float>(Rows);
    private readonly float[] _gradient = Poison.Array<float>(Rows * Classes);

    [Fact]
    public void Options_are_checked()
    {
        Assert.Equal("classes", Assert.Throws<ArgumentOutOfRangeException>(() => new NegativeLogLikelihood(0)).ParamName);
        ArgumentException e = Assert.Throws<ArgumentOutOfRangeException>(
            () => new NegativeLogLikelihood(3, new NegativeLogLikelihoodOptions { Reduction = (Reduction)17 }));
        Assert.Equal("Reduction", e.ParamName);
        foreach (int length in new[] { 2, 4 })
        {
            e = Assert.Throws<ArgumentException>(() => new NegativeLogLikelihood(3, new NegativeLogLikelihoodOptions { Weights = new double[length] }));
            Assert.Equal("Weights", e.ParamName);
            Assert.Contains($"The span has {length} elements; expected 3, one weight per class.", e.Message);
        }
    }

    [Fact]
    public void The_defaults_are_those_of_PyTorch()
    {
        Assert.Equal(3, _mean.Classes);
        Assert.Equal(Reduction.Mean, _mean.Options.Reduction);
        Assert.Equal(-100, _mean.Options.IgnoreIndex);
        Assert.True(_mean.Options.Weights.IsEmpty);
    }

    [Fact]
    public void The_weights_are_copied()
    {
        double[] weights = [1, 2, 3];
        var loss = new NegativeLogLikelihood(3, new NegativeLogLikelihoodOptions { Reduction = Reduction.Sum, Weights = weights });
        weights[1] = 100;
        Assert.Equal(8, loss.Forward<double, int>([0, -4, 0], [1]));
        Assert.Equal([1.0, 2, 3], loss.Options.Weights.ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Wrong_lengths_are_named(int more)
    {
        string targets = $"{Rows + more:N0}", elements = $"{(Rows * Classes) + more:N0}";
        int[] wrongTargets = new int[Rows + more];
        Fails("targets", [targets, "1,200, one target per row"], () => _mean.Forward<float, int>(_input, wrongTargets));
        Fails("targets", [targets, "1,200, one target per row"], () => _mean.ForwardBackward<float, int>(_input, wrongTargets, _losses, _gradient));
        Fails("logProbabilities", [elements, "3 classes"], () => _mean.ForwardBackward<float, int>(new float[_input.Length + more], _targets, _losses, _gradient));
        Fails("logProbabilities", [$"{3 + more}", "expected 3, one log probability per class"], () => _mean.Forward(new float[3 + more], 0));
        Fails("logProbabilities", ["6", "expected 3, one log probability per class"], () => _mean.Forward(new float[6], 0));
        Fails("upstream", [targets, "1,200, one upstream gradient per row"], () => _none.Backward<float, int>(_input, _targets, new float[Rows + more], _gradient));

        float[] losses = Poison.Array<float>(Rows + more), gradient = Poison.Array<float>((Rows * Classes) + more);
        Fails("losses", [targets, "1,200, one loss per row"], () => _none.Forward<float, int>(_input, _targets, losses));
        Fails("gradient", [elements, "3,600, one entry per log probability"], () => _mean.ForwardBackward<float, int>(_input, _targets, _losses, gradient));
        Fails("gradient", [elements, "3,600, one entry per log probability"], () => _mean.Backward<float, int>(_input, _targets, 2f, gradient));
        Poison.IsUntouched(losses);
        Poison.IsUntouched(gradient);
    }

    [Fact]
    public void A_wrong_target_is_named()
    {
        foreach (int row in new[] { 0, 255, 256, Rows - 1 })
        {
            foreach (int wrong in new[] { 3, -1, int.MinValue })
            {
                int[] targets = new int[Rows];
                targets[row] = wrong;
                ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(
                    () => _mean.ForwardBackward<float, int>(_input, targets, _losses, _gradient));
                Assert.Equal("targets", e.ParamName);
                Assert.Equal(wrong, e.ActualValue);
                Assert.StartsWith($"Target {wrong} at row {row} is out of range: expected 0 ≤ target < 3, or the ignore index -100.", e.Message);
                Poison.IsUntouched(_losses);
                Poison.IsUntouched(_gradient);
            }
        }

        Assert.Equal("target", Assert.Throws<ArgumentOutOfRangeException>(() => _mean.Forward(new float[3], 3)).ParamName);
    }

    [Fact]
    public void Outputs_over_other_spans_are_refused()
    {
        float[] memory = [.. _input, .. _input];
        float[] before = [.. memory];
        Fails("gradient", ["'logProbabilities'", "1 elements"], () => _mean.ForwardBackward<float, int>(memory.AsSpan(0, 3600), _targets, memory.AsSpan(1, 3600)));
        Fails("gradient", ["'losses'"], () => _mean.ForwardBackward<float, int>(_input, _targets, memory.AsSpan(3599, Rows), memory.AsSpan(0, 3600)));
        Fails("gradient", ["'upstream'"], () => _none.Backward<float, int>(_input, _targets, memory.AsSpan(3599, Rows), memory.AsSpan(0, 3600)));
        Fails("losses", ["'logProbabilities'"], () => _mean.Forward<float, int>(memory.AsSpan(0, 3600), _targets, memory.AsSpan(3599, Rows)));
        Bits.Equal(before, memory);

        int[] targets = new int[3600 + Rows];
        Fails("losses", ["'targets'"], () => _mean.Forward<float, int>(_input, targets.AsSpan(0, Rows), MemoryMarshal.Cast<int, float>(targets.AsSpan(Rows - 1, Rows))));
        Fails("gradient", ["'targets'"], () => _mean.ForwardBackward<float, int>(_input, targets.AsSpan(10, Rows), MemoryMarshal.Cast<int, float>(targets.AsSpan(0, 3600))));
    }

    [Fact]
    public void Without_a_reduction_the_losses_have_to_go_somewhere() =>
        Fails("losses", ["Reduction.None"], () => _none.Forward<float, int>(_input, _targets));

    [Fact]
    public void A_reduced_loss_has_one_upstream_gradient()
    {
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(
            () => _mean.Backward<float, int>(_input, _targets, new float[Rows], _gradient));
        Assert.Contains("Reduction.Mean", e.Message);
        Poison.IsUntouched(_gradient);
    }

    [Fact]
    public void Other_types_are_not_supported()
    {
        Assert.Contains("System.Half", Assert.Throws<NotSupportedException>(() => _mean.Forward<Half, int>(new Half[3], [0])).Message);
        Assert.Throws<NotSupportedException>(() => _mean.Forward<float, Int128>(new float[3], [Int128.One]));
    }

    private void Fails(string parameter, string[] parts, Action call)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(call);
        Assert.Equal(parameter, e.ParamName);
        Assert.All(parts, part => Assert.Contains(part, e.Message));
        Poison.IsUntouched(_losses);
        Poison.IsUntouched(_gradient);
    }
}
