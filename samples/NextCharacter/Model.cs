using CeGen;

namespace NextCharacter;

/// <summary>A network that is trained on characters with the generated losses.</summary>
internal sealed class Model(Random random)
{
    private const int BatchSize = 64;
    private const float FirstRate = 0.004f;

    private readonly Network _network = new(BatchSize, random);
    private readonly float[] _logits = new float[BatchSize * Alphabet.Size];
    private readonly float[] _gradient = new float[BatchSize * Alphabet.Size];

    /// <summary>Goes through the examples several times, in random order. Yields the mean loss of each time.</summary>
    public IEnumerable<double> Train(Examples examples, int epochs)
    {
        int[] order = [.. Enumerable.Range(0, examples.Count)];
        byte[] contexts = new byte[BatchSize * Examples.ContextLength];
        byte[] targets = new byte[BatchSize];
        int batches = examples.Count / BatchSize;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            double sum = 0;
            for (int batch = 0; batch < batches; batch++)
            {
                for (int row = 0; row < BatchSize; row++)
                {
                    int example = order[(batch * BatchSize) + row];
                    examples.Contexts.AsSpan(example * Examples.ContextLength, Examples.ContextLength)
                        .CopyTo(contexts.AsSpan(row * Examples.ContextLength));
                    targets[row] = examples.Targets[example];
                }

                // The loss and its gradient in one pass, by the method that is generated.
                _network.Forward(contexts, _logits);
                sum += Losses.Mean(_logits, targets, _gradient);
                _network.Backward(contexts, _gradient);

                // The rate falls to 0, linearly.
                _network.Step(FirstRate * (1 - ((epoch + ((float)batch / batches)) / epochs)));
            }

            yield return sum / batches;
        }
    }

    /// <summary>The loss of each character, in nats.</summary>
    public float[] LossesOf(Examples examples)
    {
        float[] losses = new float[examples.Count];
        for (int start = 0; start < losses.Length; start += BatchSize)
        {
            int rows = Math.Min(BatchSize, losses.Length - start);
            Span<float> logits = _logits.AsSpan(0, rows * Alphabet.Size);
            _network.Forward(examples.Contexts.AsSpan(start * Examples.ContextLength, rows * Examples.ContextLength), logits);
            Losses.Each(logits, examples.Targets.AsSpan(start, rows), losses.AsSpan(start, rows));
        }

        return losses;
    }

    /// <summary>Makes up a word: each character is drawn with the probability that the model gives it.</summary>
    public string MakeUp()
    {
        string word = "";
        byte[] context = Examples.EmptyContext();
        Span<float> probabilities = _logits.AsSpan(0, Alphabet.Size);
        while (true)
        {
            _network.Forward(context, probabilities);
            Softmax.Forward<float>(probabilities, Alphabet.Size, probabilities);
            float left = random.NextSingle();
            byte character = 0;
            while (character < Alphabet.End && (left -= probabilities[character]) >= 0)
            {
                character++;
            }

            if (character == Alphabet.End)
            {
                return word;
            }

            word += Alphabet.ToLetter(character);
            Examples.Push(context, character);
        }
    }
}
