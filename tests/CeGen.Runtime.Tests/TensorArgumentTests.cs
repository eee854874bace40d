using System.Numerics.Tensors;

namespace CeGen.Runtime.Tests;

/// <summary>A tensor of the wrong shape is named, with the shape that it has and the one that it should have, and nothing is written.</summary>
public class TensorArgumentTests
{
    private static readonly float[] Logits = Batch.Random(1, 24, 10).LogitsAs<float>();

    private readonly float[] _gradient = Poison.Array<float>(240);
    private readonly float[] _losses = Poison.Array<float>(24);
    private readonly CrossEntropyLoss _loss = new(10, new CrossEntropyOptions { Reduction = Reduction.None });

    [Fact]
    public void The_class_axis_has_the_classes()
    {
        Fails("logits", "The tensor has shape (2, 12); expected (2, 10): the class axis 1 must have 10 classes.", () => Forward([2, 12], [2]));
        Fails("logits", "The tensor has shape (2, 4, 3); expected (2, 10, 3): the class axis 1 must have 10 classes.", () => Forward([2, 4, 3], [2, 3]));
    }

    [Fact]
    public void The_class_axis_of_one_row_is_the_first() => Fails(
        "logits", "The tensor has shape (4); expected (10): the class axis 0 must have 10 classes.", () => Forward([4], [1]));

    [Fact]
    public void The_classes_do_not_come_last() => Fails(
        "logits", "The tensor has shape (2, 3, 10); expected (2, 10, 10): the class axis 1 must have 10 classes.", () => Forward([2, 3, 10], [2, 3]));

    [Fact]
    public void A_class_axis_without_classes_is_none() => Fails(
        "logits", "The tensor has shape (2, 0); expected (2, 10): the class axis 1 must have 10 classes.", () => Forward([2, 0], [2]));

    [Fact]
    public void A_tensor_of_nothing_has_no_class_axis() => Fails(
        "logits", "The tensor has shape (); expected (C) or (N, C, d1…dK), with a class axis.", () => _loss.Forward<float, int>(default(ReadOnlyTensorSpan<float>), default(ReadOnlyTensorSpan<int>), Extras(1)));

    [Theory]
    [InlineData(2, 4)]
    [InlineData(3, 2)]
    [InlineData(6)]
    [InlineData(2, 3, 1)]
    [InlineData(2, 1, 3)]
    [InlineData(1, 3)]
    [InlineData(1, 6)]
    public void Targets_have_the_shape_of_the_rows(params int[] shape) => Fails(
        "targets", $"The tensor has shape ({string.Join(", ", shape)}); expected (2, 3), the shape of the logits without the class axis 1.", () => Forward([2, 10, 3], Native(shape)));

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(1, 1)]
    public void One_row_has_one_target(params int[] shape) => Fails(
        "targets", $"The tensor has shape ({string.Join(", ", shape)}); expected (1), one element for the one row of logits.", () => Forward([10], Native(shape)));

    [Theory]
    [InlineData(2, 3, 10)]
    [InlineData(2, 10)]
    [InlineData(2, 30)]
    [InlineData(60)]
    public void Probabilities_have_the_shape_of_the_logits(params int[] shape) => Fails(
        "targets",
        $"The tensor has shape ({string.Join(", ", shape)}); expected (2, 10, 3), the shape of the logits.",
        () => _loss.Forward<float>(In(Logits, [2, 10, 3]), In(new float[240], Native(shape)), Extras(6)));

    [Theory]
    [InlineData(10, 2, 3)]
    [InlineData(2, 10, 4)]
    [InlineData(60)]
    public void The_gradient_has_the_shape_of_the_logits(params int[] shape)
    {
        string message = $"The tensor has shape ({string.Join(", ", shape)}); expected (2, 10, 3), the shape of the logits.";
        Fails("gradient", message, () => _loss.ForwardBackward<float, int>(In(Logits, [2, 10, 3]), In(new int[6], [2, 3]), new TensorSpan<float>(_gradient, Native(shape)), Extras(6)));
        Fails("gradient", message, () => _loss.Backward<float, int>(In(Logits, [2, 10, 3]), In(new int[6], [2, 3]), 1, new TensorSpan<float>(_gradient, Native(shape)), Extras(6)));
    }

    [Fact]
    public void Upstream_gradients_have_the_shape_of_the_rows() => Fails(
        "upstream",
        "The tensor has shape (6); expected (2, 3), the shape of the logits without the class axis 1.",
        () => _loss.Backward<float, int>(In(Logits, [2, 10, 3]), In(new int[6], [2, 3]), In(new float[6], [6]), new TensorSpan<float>(_gradient, [2, 10, 3])));

    [Fact]
    public void Outputs_per_row_have_the_shape_of_the_rows()
    {
        const string Message = "The tensor has shape (6); expected (2, 3), the shape of the logits without the class axis 1.";
        int[] targets = new int[6], predictions = Poison.Array<int>(6);
        Fails("losses", Message, () => _ = new LossArguments<float, int>(In(Logits, [2, 10, 3]), In(targets, [2, 3]), 10) { LossesTensor = new(_losses, [6]) });
        Fails("logSumExp", Message, () => _ = new LossArguments<float, int>(In(Logits, [2, 10, 3]), In(targets, [2, 3]), 10) { LogSumExpTensor = new(_losses, [6]) });
        Fails("predictions", Message, () => _ = new LossArguments<float, int>(In(Logits, [2, 10, 3]), In(targets, [2, 3]), 10) { PredictionsTensor = new(predictions, [6]) });
    }

    [Fact]
    public void A_tensor_that_is_not_dense_is_to_be_copied()
    {
        const string Message = "The tensor is not dense: its elements do not lie one after the other in row-major order. Copy it to a dense one, for example with CopyTo.";
        Fails("logits", Message, () => _loss.Forward<float, int>(In(Logits, [4, 20]).Slice([0..4, 0..10]), In(new int[4], [4]), Extras(4)));
        Fails("logits", Message, () => _loss.Forward<float, int>(new ReadOnlyTensorSpan<float>(Logits, [4, 10], [0, 1]), In(new int[4], [4]), Extras(4)));
        Fails("logits", Message, () => _loss.Forward<float, int>(new ReadOnlyTensorSpan<float>(Logits, [10, 10], [1, 10]), In(new int[10], [10]), Extras(10)));
        Fails("targets", Message, () => _loss.Forward<float, int>(In(Logits, [4, 10]), new ReadOnlyTensorSpan<int>(new int[8], [4], [2]), Extras(4)));
        Fails("targets", Message, () => _loss.Forward<float>(In(Logits, [4, 10]), new ReadOnlyTensorSpan<float>(new float[10], [4, 10], [0, 1]), Extras(4)));
        Fails("gradient", Message, () => _loss.ForwardBackward<float, int>(In(Logits, [4, 10]), In(new int[4], [4]), new TensorSpan<float>(_gradient, [4, 20]).Slice([0..4, 0..10]), Extras(4)));
        Fails("upstream", Message, () => _loss.Backward<float, int>(In(Logits, [4, 10]), In(new int[4], [4]), new ReadOnlyTensorSpan<float>(new float[4], [4], [0]), new TensorSpan<float>(_gradient, [4, 10])));
        Fails("losses", Message, () => _ = new LossArguments<float, int>(In(Logits, [4, 10]), In(new int[4], [4]), 10) { LossesTensor = new(_losses, [4], [2]) });
        Fails("logSumExp", Message, () => _ = new LossArguments<float, int>(In(Logits, [4, 10]), In(new int[4], [4]), 10) { LogSumExpTensor = new(_losses, [4], [2]) });
        Fails("predictions", Message, () => _ = new LossArguments<float, int>(In(Logits, [4, 10]), In(new int[4], [4]), 10) { PredictionsTensor = new(new int[8], [4], [2]) });
    }

    [Fact]
    public void An_axis_of_length_one_has_no_stride() => Assert.Equal(
        new CrossEntropyLoss(10).Forward<float, int>(Logits.AsSpan(0, 10), [3]),
        new CrossEntropyLoss(10).Forward<float, int>(In(Logits, [4, 10]).Slice([0..1, 0..10]), In([3], [1])));

    [Fact]
    public void More_elements_than_a_span_can_have_are_refused() => Fails(
        "logits",
        "The tensor has 10,737,418,240 elements; expected at most 2,147,483,647. Split the batch.",
        () => _loss.Forward<float, int>(new ReadOnlyTensorSpan<float>(Logits, [1 << 30, 10], [0, 0]), In(new int[1], [1]), Extras(1)));

    [Fact]
    public void A_tensor_brings_its_own_positions()
    {
        float[] probabilities = new float[20];
        foreach (int size in new[] { 1, 2, 0 })
        {
            const string Message = "but a tensor brings its own shape: leave SpatialSize out.";
            Fails("extras", Message, () => _loss.Forward<float, int>(In(Logits, [2, 10]), In(new int[2], [2]), new CrossEntropyExtras<float> { SpatialSize = size, Losses = _losses.AsSpan(0, 2) }));
            Fails("extras", Message, () => _loss.ForwardBackward<float>(
                In(Logits, [2, 10]), In(probabilities, [2, 10]), new TensorSpan<float>(_gradient, [2, 10]), new CrossEntropyExtras<float> { SpatialSize = size, Losses = _losses.AsSpan(0, 2) }));
        }
    }

    [Fact]
    public void A_gradient_that_is_shifted_into_the_logits_is_refused() => Fails(
        "gradient",
        "10 elements apart",
        () => _loss.ForwardBackward<float, int>(new ReadOnlyTensorSpan<float>(_gradient, [4, 10]), In(new int[4], [4]), new TensorSpan<float>(_gradient, 10, [4, 10], []), Extras(4)));

    [Fact]
    public void Upstream_gradients_per_row_go_with_losses_per_row() => Assert.Throws<InvalidOperationException>(() => new CrossEntropyLoss(10).Backward<float, int>(
        In(Logits, [4, 10]), In(new int[4], [4]), In(new float[4], [4]), new TensorSpan<float>(_gradient, [4, 10])));

    [Fact]
    public void There_is_no_loss_of_nothing() =>
        Assert.Throws<ArgumentNullException>("loss", () => ((CrossEntropyLoss)null!).Forward<float, int>(In(Logits, [4, 10]), In(new int[4], [4])));

    [Fact]
    public void The_result_of_softmax_has_the_shape_of_the_logits()
    {
        const string Message = "The tensor has shape (4, 10); expected (2, 10, 2), the shape of the logits.";
        Fails("result", Message, () => Softmax.Forward<float>(In(Logits, [2, 10, 2]), new TensorSpan<float>(_gradient, [4, 10])));
        Fails("result", Message, () => LogSoftmax.Forward<float>(In(Logits, [2, 10, 2]), new TensorSpan<float>(_gradient, [4, 10])));
        Fails("logits", "(C) or (N, C, d1…dK)", () => Softmax.Forward<float>(default(ReadOnlyTensorSpan<float>), new TensorSpan<float>(_gradient, [4, 10])));
        Fails("upstream", "the shape of the result", () => Softmax.Backward<float>(In(Logits, [4, 10]), In(Logits, [10, 4]), new TensorSpan<float>(_gradient, [4, 10])));
        Fails("gradient", "the shape of the result", () => LogSoftmax.Backward<float>(In(Logits, [4, 10]), In(Logits, [4, 10]), new TensorSpan<float>(_gradient, [10, 4])));
        Fails("logits", "not dense", () => Softmax.Forward<float>(new ReadOnlyTensorSpan<float>(Logits, [4, 10], [0, 1]), new TensorSpan<float>(_gradient, [4, 10])));
        Fails("result", "not dense", () => Softmax.Forward<float>(In(Logits, [4, 10]), new TensorSpan<float>(_gradient, [4, 10], [20, 1])));
        Fails("result", "(C) or (N, C, d1…dK)", () => Softmax.Backward<float>(default, In(Logits, [4, 10]), new TensorSpan<float>(_gradient, [4, 10])));
        Fails("result", "not dense", () => Softmax.Backward<float>(new ReadOnlyTensorSpan<float>(Logits, [4, 10], [0, 1]), In(Logits, [4, 10]), new TensorSpan<float>(_gradient, [4, 10])));
        Fails("upstream", "not dense", () => Softmax.Backward<float>(In(Logits, [4, 10]), new ReadOnlyTensorSpan<float>(Logits, [4, 10], [0, 1]), new TensorSpan<float>(_gradient, [4, 10])));
        Fails("gradient", "not dense", () => LogSoftmax.Backward<float>(In(Logits, [4, 10]), In(Logits, [4, 10]), new TensorSpan<float>(_gradient, [4, 10], [20, 1])));
    }

    private void Forward(nint[] logits, nint[] targets) => _loss.Forward<float, int>(In(Logits, logits), In(new int[24], targets), Extras(24));

    private CrossEntropyExtras<float> Extras(int rows) => new() { Losses = _losses.AsSpan(0, rows) };

    private static ReadOnlyTensorSpan<TElement> In<TElement>(TElement[] elements, nint[] shape) => new(elements, shape);

    private static nint[] Native(int[] shape) => [.. shape];

    private void Fails(string parameter, string message, Action call)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(parameter, call);
        Assert.Contains(message, e.Message);
        Poison.IsUntouched(_losses);
        Poison.IsUntouched(_gradient);
    }
}
