namespace Imbalanced;

/// <summary>Numbers that are learned, with Adam (Kingma and Ba, 2015).</summary>
/// <remarks>Its steps do not depend on the scale of the loss, so that small losses are learned from as fast as others.</remarks>
internal sealed class Parameter(int length)
{
    private const float MeanDecay = 0.9f;
    private const float SquareDecay = 0.999f;
    private const float Smallest = 1e-8f;

    private readonly float[] _values = new float[length];
    private readonly float[] _gradient = new float[length];
    private readonly float[] _mean = new float[length];
    private readonly float[] _square = new float[length];
    private int _steps;

    public Span<float> Values => _values;

    /// <summary>The sum of the gradients since the last <see cref="Step"/>.</summary>
    public Span<float> Gradient => _gradient;

    public void Step(float learningRate)
    {
        _steps++;
        float meanShare = 1 - MathF.Pow(MeanDecay, _steps);
        float squareShare = 1 - MathF.Pow(SquareDecay, _steps);
        for (int i = 0; i < _values.Length; i++)
        {
            _mean[i] = float.Lerp(_gradient[i], _mean[i], MeanDecay);
            _square[i] = float.Lerp(_gradient[i] * _gradient[i], _square[i], SquareDecay);
            _values[i] -= learningRate * (_mean[i] / meanShare) / (MathF.Sqrt(_square[i] / squareShare) + Smallest);
        }

        Gradient.Clear();
    }
}
