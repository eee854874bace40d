using System.Numerics.Tensors;

namespace QuickStart;

/// <summary>Numbers that are learned, by stochastic gradient descent with momentum.</summary>
internal sealed class Parameter(int length)
{
    private readonly float[] _values = new float[length];
    private readonly float[] _gradient = new float[length];
    private readonly float[] _velocity = new float[length];

    public Span<float> Values => _values;

    /// <summary>The sum of the gradients since the last <see cref="Step"/>.</summary>
    public Span<float> Gradient => _gradient;

    public void Step(float learningRate, float momentum)
    {
        TensorPrimitives.MultiplyAdd(_velocity, momentum, _gradient, _velocity);
        TensorPrimitives.MultiplyAdd(_velocity, -learningRate, _values, _values);
        Gradient.Clear();
    }
}
