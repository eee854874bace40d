using System.Numerics.Tensors;

namespace NextCharacter;

/// <summary>
/// From the characters of a context to a logit for each character that may follow: embeddings, a layer with tanh, a layer. This is the model of
/// Bengio, Ducharme, Vincent and Jauvin, A Neural Probabilistic Language Model, JMLR 3, 2003, with characters for words.
/// </summary>
internal sealed class Network(int mostRows, Random random)
{
    private const int Dimensions = 16;
    private const int HiddenUnits = 128;
    private const int Inputs = Examples.ContextLength * Dimensions;

    private readonly Embedding _embedding = new(Dimensions, random);
    private readonly Layer _first = new(Inputs, HiddenUnits, random);
    private readonly Layer _second = new(HiddenUnits, Alphabet.Size, random);

    private readonly float[] _embedded = new float[mostRows * Inputs];
    private readonly float[] _embeddedGradient = new float[mostRows * Inputs];
    private readonly float[] _hidden = new float[mostRows * HiddenUnits];
    private readonly float[] _hiddenGradient = new float[mostRows * HiddenUnits];

    /// <summary>The logits (N, <see cref="Alphabet.Size"/>) of contexts (N, <see cref="Examples.ContextLength"/>).</summary>
    public void Forward(ReadOnlySpan<byte> contexts, Span<float> logits)
    {
        Span<float> embedded = _embedded.AsSpan(0, contexts.Length * Dimensions);
        Span<float> hidden = _hidden.AsSpan(0, contexts.Length / Examples.ContextLength * HiddenUnits);
        _embedding.Forward(contexts, embedded);
        _first.Forward(embedded, hidden);
        TensorPrimitives.Tanh(hidden, hidden);
        _second.Forward(hidden, logits);
    }

    /// <summary>Adds to the gradients of the parameters; call it after <see cref="Forward"/> for the same contexts.</summary>
    public void Backward(ReadOnlySpan<byte> contexts, ReadOnlySpan<float> logitsGradient)
    {
        Span<float> embedded = _embedded.AsSpan(0, contexts.Length * Dimensions);
        Span<float> hidden = _hidden.AsSpan(0, contexts.Length / Examples.ContextLength * HiddenUnits);
        Span<float> gradient = _hiddenGradient.AsSpan(0, hidden.Length);
        _second.Backward(hidden, logitsGradient, gradient);

        // The slope of tanh is 1 − tanh².
        for (int i = 0; i < hidden.Length; i++)
        {
            gradient[i] *= 1 - (hidden[i] * hidden[i]);
        }

        _first.Backward(embedded, gradient, _embeddedGradient);
        _embedding.Backward(contexts, _embeddedGradient);
    }

    public void Step(float learningRate)
    {
        foreach (Parameter parameter in _embedding.Parameters.Concat(_first.Parameters).Concat(_second.Parameters))
        {
            parameter.Step(learningRate);
        }
    }
}
