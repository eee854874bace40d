using System.Numerics;

namespace CustomTraining;

/// <summary>
/// x · Φ(x), in the form with tanh (Hendrycks and Gimpel, 2016). It is smooth, unlike ReLU: finite differences see no kinks.
/// </summary>
internal sealed class Gelu<T> : ILayer<T>
    where T : struct, IFloatingPointIeee754<T>
{
    private static readonly T Half = T.CreateChecked(0.5);
    private static readonly T Three = T.CreateChecked(3);
    private static readonly T Slope = T.Sqrt(T.CreateChecked(2) / T.Pi);
    private static readonly T Cubic = T.CreateChecked(0.044715);

    private T[] _inputs = [];

    public IEnumerable<Parameter<T>> Parameters => [];

    public T[] Forward(T[] inputs)
    {
        _inputs = inputs;
        return [.. inputs.Select(x => Half * x * (T.One + Tanh(x)))];
    }

    public T[] Backward(T[] outputGradient) => [.. outputGradient.Zip(_inputs, (dy, x) => dy * Derivative(x))];

    private static T Tanh(T x) => T.Tanh(Slope * (x + (Cubic * x * x * x)));

    private static T Derivative(T x)
    {
        T tanh = Tanh(x);
        T inner = Slope * (T.One + (Three * Cubic * x * x));
        return Half * (T.One + tanh + (x * (T.One - (tanh * tanh)) * inner));
    }
}
