using System.Numerics.Tensors;

namespace NextCharacter;

/// <summary>A vector of numbers for each character of the alphabet, which is learned too.</summary>
internal sealed class Embedding(int dimensions, Random random)
{
    private readonly Parameter _vectors = new(Alphabet.Size * dimensions, 1, random);

    public IEnumerable<Parameter> Parameters => [_vectors];

    public void Forward(ReadOnlySpan<byte> characters, Span<float> y)
    {
        for (int i = 0; i < characters.Length; i++)
        {
            _vectors.Values.Slice(characters[i] * dimensions, dimensions).CopyTo(y[(i * dimensions)..]);
        }
    }

    public void Backward(ReadOnlySpan<byte> characters, ReadOnlySpan<float> outputGradient)
    {
        for (int i = 0; i < characters.Length; i++)
        {
            Span<float> gradient = _vectors.Gradient.Slice(characters[i] * dimensions, dimensions);
            TensorPrimitives.Add(gradient, outputGradient.Slice(i * dimensions, dimensions), gradient);
        }
    }
}
