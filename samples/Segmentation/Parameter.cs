namespace Segmentation;

/// <summary>Numbers that are learned with Adam (Kingma and Ba, https://arxiv.org/abs/1412.6980).</summary>
internal sealed class Parameter
{
    private const float MeanDecay = 0.9f;
    private const float SquareDecay = 0.999f;

    private readonly float[] _values;
    private readonly float[] _gradient;
    private readonly float[] _mean;
    private readonly float[] _square;
    private int _steps;

    /// <summary>Begins with numbers between −range and range.</summary>
    public Parameter(int length, float range, Random random)
    {
        _values = [.. Enumerable.Range(0, length).Select(_ => range * ((2 * random.NextSingle()) - 1))];
        _gradient = new float[length];
        _mean = new float[length];
        _square = new float[length];
    }

    public Span<float> Values => _values;

    /// <summary>The sum of the gradients since the last <see cref="Step"/>.</summary>
    public Span<float> Gradient => _gradient;

    public void Step(float learningRate)
    {
        // What the averages lack, since they begin with 0, is made up for in the rate.
        _steps++;
        float rate = learningRate * MathF.Sqrt(1 - MathF.Pow(SquareDecay, _steps)) / (1 - MathF.Pow(MeanDecay, _steps));
        for (int i = 0; i < _values.Length; i++)
        {
            float gradient = _gradient[i];
            _mean[i] += (1 - MeanDecay) * (gradient - _mean[i]);
            _square[i] += (1 - SquareDecay) * ((gradient * gradient) - _square[i]);
            _values[i] -= rate * _mean[i] / (MathF.Sqrt(_square[i]) + 1e-8f);
            _gradient[i] = 0;
        }
    }
}
