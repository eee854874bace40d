using System.Numerics;
using System.Numerics.Tensors;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Tensors give the bits of the spans that they are made of, whatever their shape.</summary>
public abstract class TensorTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly nint[][] Shapes =
    [
        [5], [1], [4, 5], [1, 1], [7, 3, 2], [2, 3, 1], [2, 5, 3, 4], [1, 4, 2, 1, 3], [2, 3, 2, 2, 2, 2], [2, 3, 1, 2, 1, 2, 1, 2], [0, 5], [0, 3, 4], [2, 3, 0], [2, 3, 4, 0],
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Shapes.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Class_indices_give_the_bits_of_the_spans(int index)
    {
        (nint[] shape, nint[] rows, ReferenceLoss problem) = Of(index, probabilities: false);
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            CrossEntropyLoss spans = LossCalls.Loss(problem with { Reduction = reduction, Smoothing = 0.1 });
            CrossEntropyLoss loss = LossCalls.Loss(problem with { Reduction = reduction, Smoothing = 0.1 }, ClassLayout.ClassLast);
            T[] logits = Batch.As<T>(problem.Logits), weights = Batch.As<T>(Problems.Weights(1, problem.Classes)), upstream = Batch.Random(5, problem.Rows, 1).LogitsAs<T>();
            T[] losses = Poison.Array<T>(problem.Rows), expectedLosses = Poison.Array<T>(problem.Rows);
            T[] gradient = Poison.Array<T>(logits.Length), expectedGradient = Poison.Array<T>(logits.Length);
            var extras = new CrossEntropyExtras<T> { Weights = weights, Losses = losses };
            var spanExtras = new CrossEntropyExtras<T> { Weights = weights, Losses = expectedLosses, SpatialSize = problem.Positions };

            Bits.Equal(spans.Forward<T, long>(logits, problem.Indices, spanExtras), loss.Forward(Tensor(logits, shape), Tensor(problem.Indices!, rows), extras));
            Bits.Equal(expectedLosses, losses, "losses");

            T expected = spans.ForwardBackward<T, long>(logits, problem.Indices, expectedGradient, spanExtras);
            Bits.Equal(expected, loss.ForwardBackward(Tensor(logits, shape), Tensor(problem.Indices!, rows), Output(gradient, shape), extras));
            Bits.Equal(expectedGradient, gradient, "gradient");

            spans.Backward<T, long>(logits, problem.Indices, T.CreateTruncating(-3), expectedGradient, spanExtras);
            loss.Backward(Tensor(logits, shape), Tensor(problem.Indices!, rows), T.CreateTruncating(-3), Output(gradient, shape), extras);
            Bits.Equal(expectedGradient, gradient, "gradient times upstream");
            if (reduction == Reduction.None)
            {
                spans.Backward<T, long>(logits, problem.Indices, upstream, expectedGradient, spanExtras);
                loss.Backward(Tensor(logits, shape), Tensor(problem.Indices!, rows), Tensor(upstream, rows), Output(gradient, shape), extras);
                Bits.Equal(expectedGradient, gradient, "gradient times upstreams");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Probabilities_give_the_bits_of_the_spans(int index)
    {
        (nint[] shape, nint[] rows, ReferenceLoss problem) = Of(index, probabilities: true);
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            CrossEntropyLoss spans = LossCalls.Loss(problem with { Reduction = reduction });
            CrossEntropyLoss loss = LossCalls.Loss(problem with { Reduction = reduction }, ClassLayout.ClassLast);
            T[] logits = Batch.As<T>(problem.Logits), targets = Batch.As<T>(problem.Probabilities!), upstream = Batch.Random(5, problem.Rows, 1).LogitsAs<T>();
            T[] losses = Poison.Array<T>(problem.Rows), expectedLosses = Poison.Array<T>(problem.Rows);
            T[] gradient = Poison.Array<T>(logits.Length), expectedGradient = Poison.Array<T>(logits.Length);
            var extras = new CrossEntropyExtras<T> { Losses = losses };
            var spanExtras = new CrossEntropyExtras<T> { Losses = expectedLosses, SpatialSize = problem.Positions };

            Bits.Equal(spans.Forward<T>(logits, targets, spanExtras), loss.Forward(Tensor(logits, shape), Tensor(targets, shape), extras));
            Bits.Equal(expectedLosses, losses, "losses");

            T expected = spans.ForwardBackward<T>(logits, targets, expectedGradient, spanExtras);
            Bits.Equal(expected, loss.ForwardBackward(Tensor(logits, shape), Tensor(targets, shape), Output(gradient, shape), extras));
            Bits.Equal(expectedGradient, gradient, "gradient");

            spans.Backward<T>(logits, targets, T.CreateTruncating(-3), expectedGradient, spanExtras);
            loss.Backward(Tensor(logits, shape), Tensor(targets, shape), T.CreateTruncating(-3), Output(gradient, shape), extras);
            Bits.Equal(expectedGradient, gradient, "gradient times upstream");
            if (reduction == Reduction.None)
            {
                spans.Backward<T>(logits, targets, upstream, expectedGradient, spanExtras);
                loss.Backward(Tensor(logits, shape), Tensor(targets, shape), Tensor(upstream, rows), Output(gradient, shape), extras);
                Bits.Equal(expectedGradient, gradient, "gradient times upstreams");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void The_gradient_may_take_the_place_of_the_logits(int index)
    {
        (nint[] shape, nint[] rows, ReferenceLoss problem) = Of(index, probabilities: false);
        CrossEntropyLoss loss = LossCalls.Loss(problem);
        T[] logits = Batch.As<T>(problem.Logits), gradient = Poison.Array<T>(logits.Length);
        T expected = loss.ForwardBackward(Tensor(logits, shape), Tensor(problem.Indices!, rows), Output(gradient, shape));
        Bits.Equal(expected, loss.ForwardBackward(Tensor(logits, shape), Tensor(problem.Indices!, rows), Output(logits, shape)));
        Bits.Equal(gradient, logits, "gradient");
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Any_mix_of_tensors_and_spans_gives_the_same_bits(int index)
    {
        (nint[] shape, nint[] rows, ReferenceLoss problem) = Of(index, probabilities: false);
        var kernel = new DynamicRowKernel<T>(problem.Classes, Reduction.None, 0, 0, -100, AllIgnored.NaN);
        T[] logits = Batch.As<T>(problem.Logits), upstream = Batch.Random(5, problem.Rows, 1).LogitsAs<T>();
        Outputs spans = new(problem), tensors = new(problem), mixed = new(problem), others = new(problem);
        LossDriver.Run(kernel.Positions, kernel, new LossArguments<T, long>(logits, problem.Indices)
        {
            SpatialSize = problem.Positions,
            Upstreams = upstream,
            Gradient = spans.Gradient,
            Losses = spans.Losses,
            LogSumExp = spans.LogSums,
            Predictions = spans.Predictions,
        });
        LossDriver.Run(kernel.Positions, kernel, new LossArguments<T, long>(Tensor(logits, shape), Tensor(problem.Indices!, rows), problem.Classes)
        {
            UpstreamsTensor = Tensor(upstream, rows),
            GradientTensor = Output(tensors.Gradient, shape),
            LossesTensor = Output(tensors.Losses, rows),
            LogSumExpTensor = Output(tensors.LogSums, rows),
            PredictionsTensor = Output(tensors.Predictions, rows),
        });
        LossDriver.Run(kernel.Positions, kernel, new LossArguments<T, long>(Tensor(logits, shape), problem.Indices.AsSpan(), problem.Classes)
        {
            Upstreams = upstream,
            GradientTensor = Output(mixed.Gradient, shape),
            Losses = mixed.Losses,
            LogSumExpTensor = Output(mixed.LogSums, rows),
            Predictions = mixed.Predictions,
        });
        LossDriver.Run(kernel.Positions, kernel, new LossArguments<T, long>(logits.AsSpan(), Tensor(problem.Indices!, rows))
        {
            SpatialSize = problem.Positions,
            UpstreamsTensor = Tensor(upstream, rows),
            Gradient = others.Gradient,
            LossesTensor = Output(others.Losses, rows),
            LogSumExp = others.LogSums,
            PredictionsTensor = Output(others.Predictions, rows),
        });
        spans.AreThoseOf(tensors);
        spans.AreThoseOf(mixed);
        spans.AreThoseOf(others);
    }

    [Fact]
    public void A_single_target_goes_with_one_row()
    {
        T[] logits = Batch.Random(1, 1, 5).LogitsAs<T>(), losses = Poison.Array<T>(1), expected = Poison.Array<T>(1);
        var kernel = new DynamicRowKernel<T>(5, Reduction.Sum, 0, 0, -100, AllIgnored.NaN);
        int target = 3;
        LossDriver.Run(kernel, new LossArguments<T, int>(logits, ref target) { Losses = expected });
        LossDriver.Run(kernel, new LossArguments<T, int>(Tensor(logits, [5]), ref target, 5) { LossesTensor = Output(losses, [1]) });
        Bits.Equal(expected, losses);
        Assert.Throws<ArgumentException>("logits", () => LossDriver.Run(kernel, new LossArguments<T, int>(Tensor(logits, [1, 5]), ref target, 5)));
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Softmax_gives_the_bits_of_the_spans(int index)
    {
        (nint[] shape, _, ReferenceLoss problem) = Of(index, probabilities: false);
        T[] logits = Batch.As<T>(problem.Logits), upstream = Batch.Random(8, logits.Length, 1).LogitsAs<T>();
        T[] result = Poison.Array<T>(logits.Length), gradient = Poison.Array<T>(logits.Length);

        T[] expected = SoftmaxForms.Forward(Form.Softmax, logits, problem.Classes, problem.Positions);
        Softmax.Forward(Tensor(logits, shape), Output(result, shape));
        Bits.Equal(expected, result, "softmax");
        Softmax.Backward(Tensor(result, shape), Tensor(upstream, shape), Output(gradient, shape));
        Bits.Equal(SoftmaxForms.Backward(Form.Softmax, expected, problem.Classes, upstream, problem.Positions), gradient, "gradient of softmax");

        expected = SoftmaxForms.Forward(Form.LogSoftmax, logits, problem.Classes, problem.Positions);
        LogSoftmax.Forward(Tensor(logits, shape), Output(result, shape));
        Bits.Equal(expected, result, "log softmax");
        LogSoftmax.Backward(Tensor(result, shape), Tensor(upstream, shape), Output(gradient, shape));
        Bits.Equal(SoftmaxForms.Backward(Form.LogSoftmax, expected, problem.Classes, upstream, problem.Positions), gradient, "gradient of log softmax");
    }

    [Fact]
    public void Softmax_over_no_classes_is_nothing()
    {
        Softmax.Forward<T>(Tensor(Array.Empty<T>(), [3, 0]), Output(Array.Empty<T>(), [3, 0]));
        LogSoftmax.Backward<T>(Tensor(Array.Empty<T>(), [0]), Tensor(Array.Empty<T>(), [0]), Output(Array.Empty<T>(), [0]));
    }

    [Fact]
    public void An_empty_batch_has_a_mean_of_NaN_and_a_sum_of_zero()
    {
        Assert.True(T.IsNaN(Calls.Loss(5, Reduction.Mean).Forward(Tensor(Array.Empty<T>(), [0, 5, 2]), Tensor(Array.Empty<int>(), [0, 2]))));
        Bits.Equal(T.Zero, Calls.Loss(5, Reduction.Sum).Forward(Tensor(Array.Empty<T>(), [2, 5, 0]), Tensor(Array.Empty<int>(), [2, 0])));
    }

    [Fact]
    public void Arrays_and_tensors_convert_to_what_is_asked_for()
    {
        T[] logits = Batch.Random(1, 2, 3).LogitsAs<T>();
        CrossEntropyLoss loss = Calls.Loss(3, Reduction.Sum);
        T expected = loss.Forward<T, int>(logits, [1, 2]);
        Bits.Equal(expected, loss.Forward<T, int>(System.Numerics.Tensors.Tensor.Create(logits, [2, 3]), System.Numerics.Tensors.Tensor.Create([1, 2])));
    }

    /// <summary>What lies in a part of a larger tensor, as long as the part is dense.</summary>
    [Fact]
    public void A_dense_slice_is_as_good_as_a_tensor()
    {
        T[] memory = Batch.Random(1, 8, 3).LogitsAs<T>();
        T[] gradient = Poison.Array<T>(24);
        CrossEntropyLoss loss = Calls.Loss(3, Reduction.Sum);
        loss.ForwardBackward(Tensor(memory, [8, 3]).Slice([2..5, 0..3]), Tensor(new[] { 0, 1, 2 }, [3]), Output(gradient, [8, 3]).Slice([4..7, 0..3]));

        T[] expected = new T[9];
        loss.ForwardBackward<T, int>(memory.AsSpan(6, 9), [0, 1, 2], expected);
        Bits.Equal(expected, gradient.AsSpan(12, 9));
        Poison.IsUntouched<T>(gradient.AsSpan(0, 12));
        Poison.IsUntouched<T>(gradient.AsSpan(21));
    }

    private static (nint[] Shape, nint[] Rows, ReferenceLoss Problem) Of(int index, bool probabilities)
    {
        nint[] shape = Shapes[index];
        int classes = (int)(shape.Length == 1 ? shape[0] : shape[1]);
        int samples = shape.Length == 1 ? 1 : (int)shape[0];
        int positions = shape.Length <= 2 ? 1 : (int)shape[2..].Aggregate((a, b) => a * b);
        nint[] rows = shape.Length == 1 ? [1] : [shape[0], .. shape[2..]];

        // The problem of a shape without elements has one position.
        return (shape, rows, Problems.Random(index, positions == 0 ? 0 : samples, classes, Math.Max(1, positions), probabilities));
    }

    private static ReadOnlyTensorSpan<TElement> Tensor<TElement>(TElement[] elements, params nint[] shape) => new(elements, shape);

    private static TensorSpan<TElement> Output<TElement>(TElement[] elements, params nint[] shape) => new(elements, shape);

    private sealed class Outputs(ReferenceLoss problem)
    {
        public T[] Gradient { get; } = Poison.Array<T>(problem.Logits.Length);

        public T[] Losses { get; } = Poison.Array<T>(problem.Rows);

        public T[] LogSums { get; } = Poison.Array<T>(problem.Rows);

        public int[] Predictions { get; } = Poison.Array<int>(problem.Rows);

        public void AreThoseOf(Outputs other)
        {
            Bits.Equal(Gradient, other.Gradient, "gradient");
            Bits.Equal(Losses, other.Losses, "losses");
            Bits.Equal(LogSums, other.LogSums, "log-sum-exp");
            Bits.Equal(Predictions, other.Predictions, "predictions");
        }
    }
}

public sealed class TensorSingleTests : TensorTests<float>;

public sealed class TensorDoubleTests : TensorTests<double>;
