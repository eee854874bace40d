using System.Numerics;
using System.Numerics.Tensors;

namespace CustomTraining;

/// <summary>Shifts and scales each row to mean 0 and variance 1, then each column by what is learned (Ba et al., 2016).</summary>
internal sealed class LayerNorm<T> : ILayer<T>
    where T : struct, IFloatingPointIeee754<T>
{
    // Keeps rows of equal numbers from a division by 0.
    private static readonly T Epsilon = T.CreateChecked(1e-5);

    private readonly int _width;
    private readonly T _inverseWidth;
    private readonly Parameter<T> _scale;
    private readonly Parameter<T> _shift;
    private T[] _normalised = [];
    private T[] _inverseDeviations = [];

    public LayerNorm(int width)
    {
        _width = width;
        _inverseWidth = T.One / T.CreateChecked(width);
        _scale = new Parameter<T>(width);
        _shift = new Parameter<T>(width);
        Array.Fill(_scale.Values, T.One);
    }

    public IEnumerable<Parameter<T>> Parameters => [_scale, _shift];

    public T[] Forward(T[] inputs)
    {
        T[] outputs = new T[inputs.Length];
        _normalised = new T[inputs.Length];
        _inverseDeviations = new T[inputs.Length / _width];
        for (int row = 0; row < _inverseDeviations.Length; row++)
        {
            Span<T> normalised = Row(row, _normalised);
            T mean = TensorPrimitives.Sum<T>(Row(row, inputs)) * _inverseWidth;
            TensorPrimitives.Subtract(Row(row, inputs), mean, normalised);
            T variance = TensorPrimitives.SumOfSquares<T>(normalised) * _inverseWidth;
            _inverseDeviations[row] = T.One / T.Sqrt(variance + Epsilon);
            TensorPrimitives.Multiply(normalised, _inverseDeviations[row], normalised);
            TensorPrimitives.MultiplyAdd(normalised, _scale.Values, _shift.Values, Row(row, outputs));
        }

        return outputs;
    }

    public T[] Backward(T[] outputGradient)
    {
        T[] inputGradient = new T[outputGradient.Length];
        for (int row = 0; row < _inverseDeviations.Length; row++)
        {
            ReadOnlySpan<T> dy = Row(row, outputGradient);
            ReadOnlySpan<T> normalised = Row(row, _normalised);
            TensorPrimitives.MultiplyAdd(dy, normalised, _scale.Gradient, _scale.Gradient);
            TensorPrimitives.Add(_shift.Gradient, dy, _shift.Gradient);

            // The mean and the variance depend on all numbers of the row: what these two take away again.
            Span<T> dx = Row(row, inputGradient);
            TensorPrimitives.Multiply(dy, _scale.Values, dx);
            T mean = TensorPrimitives.Sum<T>(dx) * _inverseWidth;
            T slope = TensorPrimitives.Dot(dx, normalised) * _inverseWidth;
            TensorPrimitives.Subtract(dx, mean, dx);
            TensorPrimitives.MultiplyAdd(normalised, -slope, dx, dx);
            TensorPrimitives.Multiply(dx, _inverseDeviations[row], dx);
        }

        return inputGradient;
    }

    private Span<T> Row(int row, T[] values) => values.AsSpan(row * _width, _width);
}
