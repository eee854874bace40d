using System.Numerics.Tensors;

namespace QuickStart;

/// <summary>Two layers, with a ReLU between them, from pixels to logits.</summary>
internal sealed class Network(int hiddenUnits, Random random)
{
    private readonly Layer _first = new(Digits.PixelCount, hiddenUnits, random);
    private readonly Layer _second = new(hiddenUnits, Digits.ClassCount, random);

    // Kept between steps; they grow to the largest batch.
    private float[] _hidden = [];
    private float[] _hiddenGradient = [];

    public void Forward(ReadOnlySpan<float> pixels, Span<float> logits)
    {
        Span<float> hidden = HiddenOf(pixels, ref _hidden);
        _first.Forward(pixels, hidden);
        TensorPrimitives.Max(hidden, 0f, hidden);
        _second.Forward(hidden, logits);
    }

    /// <summary>Adds to the gradients of the parameters; call it after <see cref="Forward"/> for the same pixels.</summary>
    public void Backward(ReadOnlySpan<float> pixels, ReadOnlySpan<float> logitsGradient)
    {
        Span<float> hidden = HiddenOf(pixels, ref _hidden);
        Span<float> hiddenGradient = HiddenOf(pixels, ref _hiddenGradient);
        _second.Backward(hidden, logitsGradient);
        _second.BackwardThroughRelu(hidden, logitsGradient, hiddenGradient);
        _first.Backward(pixels, hiddenGradient);
    }

    public void Step(float learningRate, float momentum)
    {
        _first.Step(learningRate, momentum);
        _second.Step(learningRate, momentum);
    }

    private Span<float> HiddenOf(ReadOnlySpan<float> pixels, ref float[] buffer)
    {
        int length = pixels.Length / Digits.PixelCount * hiddenUnits;
        if (buffer.Length < length)
        {
            buffer = new float[length];
        }

        return buffer.AsSpan(0, length);
    }
}
