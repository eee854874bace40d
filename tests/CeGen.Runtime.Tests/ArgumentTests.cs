using System.Runtime.InteropServices;

namespace CeGen.Runtime.Tests;

/// <summary>A wrong call names the parameter and the numbers, and writes nothing.</summary>
public class ArgumentTests
{
    private const int Rows = 1200;
    private const int Classes = 3;

    private readonly CrossEntropyLoss _mean = new(Classes);
    private readonly CrossEntropyLoss _none = new(Classes, new CrossEntropyOptions { Reduction = Reduction.None });
    private readonly float[] _logits = Batch.Random(1, Rows, Classes).LogitsAs<float>();
    private readonly int[] _targets = new int[Rows];
    private readonly float[] _losses = Poison.Array<float>(Rows);
    private readonly float[] _gradient = Poison.Array<float>(Rows * Classes);

    [Fact]
    public void Targets_are_of_a_built_in_integer_type()
    {
        NotSupportedException e = Assert.Throws<NotSupportedException>(() => _mean.ForwardBackward<float, nint>(_logits, new nint[Rows], _losses, _gradient));

        Assert.Contains("Targets of type System.IntPtr are not supported: use one of the eight built-in integer types.", e.Message);
        Assert.Throws<NotSupportedException>(() => _mean.ForwardBackward<float, Int128>(_logits, new Int128[Rows], _losses, _gradient));
        Poison.IsUntouched(_losses);
        Poison.IsUntouched(_gradient);
    }

    [Theory]
    [InlineData(Rows - 1, "1,199")]
    [InlineData(Rows + 1, "1,201")]
    [InlineData(0, "0")]
    public void A_wrong_number_of_targets_is_named(int count, string number)
    {
        Fails("targets", [number, "1,200, one target per row"], () => _mean.Forward<float, int>(_logits, new int[count]));
        Fails("targets", [number, "1,200, one target per row"], () => _mean.ForwardBackward<float, int>(_logits, new int[count], _losses, _gradient));
        Fails("targets", [number, "1,200, one target per row"], () => _mean.Backward<float, int>(_logits, new int[count], 1f, _gradient));
    }

    [Theory]
    [InlineData(-1, "3,599")]
    [InlineData(1, "3,601")]
    public void A_wrong_length_of_the_gradient_is_named(int more, string number)
    {
        float[] gradient = Poison.Array<float>(_gradient.Length + more);
        Fails("gradient", [number, "3,600"], () => _mean.ForwardBackward<float, int>(_logits, _targets, gradient));
        Fails("gradient", [number, "3,600"], () => _mean.ForwardBackward<float, int>(_logits, _targets, _losses, gradient));
        Fails("gradient", [number, "3,600"], () => _mean.Backward<float, int>(_logits, _targets, 1f, gradient));
        Poison.IsUntouched(gradient);
    }

    [Theory]
    [InlineData(-1, "1,199")]
    [InlineData(1, "1,201")]
    public void A_wrong_number_of_losses_is_named(int more, string number)
    {
        float[] losses = Poison.Array<float>(Rows + more);
        Fails("losses", [number, "1,200"], () => _none.Forward<float, int>(_logits, _targets, losses));
        Fails("losses", [number, "1,200"], () => _mean.ForwardBackward<float, int>(_logits, _targets, losses, _gradient));
        Fails("losses", ["0", "1,200"], () => _mean.Forward<float, int>(_logits, _targets, []));
        Poison.IsUntouched(losses);
    }

    [Theory]
    [InlineData(Rows - 1, "1,199")]
    [InlineData(Rows + 1, "1,201")]
    [InlineData(1, "1")]
    public void A_wrong_number_of_upstream_gradients_is_named(int count, string number) =>
        Fails("upstream", [number, "1,200"], () => _none.Backward<float, int>(_logits, _targets, new float[count], _gradient));

    [Theory]
    [InlineData(-1, "3,599")]
    [InlineData(1, "3,601")]
    [InlineData(2, "3,602")]
    public void Logits_that_do_not_fill_their_rows_are_named(int more, string number)
    {
        float[] logits = new float[_logits.Length + more];
        Fails("logits", [number, "the 3 classes. ("], () => _mean.Forward<float, int>(logits, _targets));
        Fails("logits", [number, "3 classes"], () => _mean.ForwardBackward<float, int>(logits, _targets, _losses, _gradient));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public void An_unbatched_row_has_a_logit_per_class(int length) =>
        Fails("logits", [$"{length}", "expected 3"], () => _mean.Forward(new float[length], 0));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(3599)]
    public void A_gradient_that_is_shifted_into_the_logits_is_refused(int shift)
    {
        float[] memory = [.. _logits, .. _logits];
        float[] before = [.. memory];
        string number = shift == 3599 ? "3,599" : $"{shift}";
        Fails("gradient", [number], () => _mean.ForwardBackward<float, int>(memory.AsSpan(0, 3600), _targets, memory.AsSpan(shift, 3600)));
        Fails("gradient", [number], () => _mean.Backward<float, int>(memory.AsSpan(shift, 3600), _targets, 1f, memory.AsSpan(0, 3600)));
        Bits.Equal(before, memory);
    }

    [Fact]
    public void Neighbours_do_not_overlap()
    {
        float[] memory = [.. _logits, .. new float[_logits.Length + Rows]];
        float expected = _mean.Forward<float, int>(_logits, _targets);
        Span<float> losses = memory.AsSpan(7200), gradient = memory.AsSpan(3600, 3600);
        Bits.Equal(expected, _mean.ForwardBackward<float, int>(memory.AsSpan(0, 3600), _targets, losses, gradient));
        Bits.Equal(_logits, memory.AsSpan(0, 3600));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Rows - 1)]
    public void A_gradient_over_the_losses_is_refused(int start)
    {
        float[] memory = Poison.Array<float>(3600 + Rows);
        Fails(
            "gradient",
            ["'losses'"],
            () => _mean.ForwardBackward<float, int>(_logits, _targets, memory.AsSpan(start, Rows), memory.AsSpan(0, 3600)));
        Poison.IsUntouched(memory);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3599)]
    public void Losses_over_the_logits_are_refused(int start)
    {
        float[] memory = [.. _logits, .. _logits];
        float[] before = [.. memory];
        Fails("losses", ["'logits'"], () => _mean.Forward<float, int>(memory.AsSpan(0, 3600), _targets, memory.AsSpan(start, Rows)));
        Fails(
            "losses",
            ["'logits'"],
            () => _mean.ForwardBackward<float, int>(memory.AsSpan(0, 3600), _targets, memory.AsSpan(start, Rows), _gradient));
        Bits.Equal(before, memory);
    }

    [Fact]
    public void Outputs_over_the_targets_are_refused()
    {
        int[] targets = new int[3600 + Rows];
        Fails(
            "losses",
            ["'targets'"],
            () => _mean.Forward<float, int>(_logits, targets.AsSpan(0, Rows), MemoryMarshal.Cast<int, float>(targets.AsSpan(Rows - 1, Rows))));
        Fails(
            "gradient",
            ["'targets'"],
            () => _mean.ForwardBackward<float, int>(_logits, targets.AsSpan(10, Rows), MemoryMarshal.Cast<int, float>(targets.AsSpan(0, 3600))));
        Bits.Zero<int>(targets);
    }

    [Fact]
    public void A_gradient_over_the_upstream_gradients_is_refused()
    {
        float[] memory = Poison.Array<float>(3600 + Rows);
        Fails("gradient", ["'upstream'"], () => _none.Backward<float, int>(_logits, _targets, memory.AsSpan(3599, Rows), memory.AsSpan(0, 3600)));
        Poison.IsUntouched(memory);
    }

    [Fact]
    public void The_gradient_may_be_the_very_span_of_the_logits()
    {
        float[] inPlace = [.. _logits];
        float[] apart = new float[3600];
        Bits.Equal(_mean.ForwardBackward<float, int>(_logits, _targets, apart), _mean.ForwardBackward<float, int>(inPlace, _targets, inPlace));
        Bits.Equal(apart, inPlace);
    }

    [Fact]
    public void Without_a_reduction_the_losses_have_to_go_somewhere() =>
        Fails("losses", ["Reduction.None"], () => _none.Forward<float, int>(_logits, _targets));

    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    public void A_reduced_loss_has_one_upstream_gradient(Reduction reduction)
    {
        var loss = new CrossEntropyLoss(Classes, new CrossEntropyOptions { Reduction = reduction });
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(
            () => loss.Backward<float, int>(_logits, _targets, new float[Rows], _gradient));
        Assert.Contains($"Reduction.{reduction}", e.Message);
        Poison.IsUntouched(_gradient);
    }

    [Fact]
    public void Half_logits_are_not_supported()
    {
        NotSupportedException e = Assert.Throws<NotSupportedException>(() => _mean.Forward<Half, int>(new Half[3], [0]));
        Assert.Contains("System.Half", e.Message);
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
