using System.Numerics.Tensors;

namespace Imbalanced;

/// <summary>Two layers with a ReLU between them, and their training.</summary>
internal sealed class Network
{
    private const int HiddenUnits = 32;
    private const int BatchSize = 64;
    private const int Epochs = 40;
    private const float LearningRate = 0.003f;

    private readonly Random _random;
    private readonly Layer _first;
    private readonly Layer _second;

    /// <param name="seed">Decides the first weights and the order of the examples: the same for every variant.</param>
    public Network(int seed)
    {
        _random = new Random(seed);
        _first = new Layer(Example.Width, HiddenUnits, _random);
        _second = new Layer(HiddenUnits, Outcome.Count, _random);
    }

    /// <summary>The logits of each row, (N, <see cref="Outcome.Count"/>).</summary>
    public float[] Predict(ExampleSet set)
    {
        float[] logits = new float[set.Count * Outcome.Count];
        Forward([.. Enumerable.Range(0, set.Count)], set, new float[set.Count * HiddenUnits], logits);
        return logits;
    }

    public void Train(ExampleSet set, LossWithGradient loss)
    {
        int[] order = [.. Enumerable.Range(0, set.Count)];
        float[] hidden = new float[BatchSize * HiddenUnits];
        float[] logits = new float[BatchSize * Outcome.Count];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            _random.Shuffle(order);
            foreach (int[] batch in order.Chunk(BatchSize))
            {
                int[] targets = [.. batch.Select(row => set.Classes[row])];
                Span<float> gradient = logits.AsSpan(0, batch.Length * Outcome.Count);
                Forward(batch, set, hidden, gradient);

                // The line that this sample is about. The gradient is written over the logits, which are of no further use.
                loss(gradient, targets, gradient);
                Backward(batch, set, hidden, gradient);
                _first.Parameter.Step(LearningRate);
                _second.Parameter.Step(LearningRate);
            }
        }
    }

    private void Forward(int[] rows, ExampleSet set, Span<float> hidden, Span<float> logits)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            Span<float> h = hidden.Slice(i * HiddenUnits, HiddenUnits);
            _first.Forward(FeaturesOf(rows[i], set), h);
            TensorPrimitives.Max(h, 0f, h);
            _second.Forward(h, logits.Slice(i * Outcome.Count, Outcome.Count));
        }
    }

    private void Backward(int[] rows, ExampleSet set, ReadOnlySpan<float> hidden, ReadOnlySpan<float> gradient)
    {
        Span<float> dh = stackalloc float[HiddenUnits];
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> h = hidden.Slice(i * HiddenUnits, HiddenUnits);
            _second.Backward(h, gradient.Slice(i * Outcome.Count, Outcome.Count), dh);
            for (int unit = 0; unit < HiddenUnits; unit++)
            {
                dh[unit] = h[unit] > 0 ? dh[unit] : 0;
            }

            _first.Backward(FeaturesOf(rows[i], set), dh, []);
        }
    }

    private static ReadOnlySpan<float> FeaturesOf(int row, ExampleSet set) => set.Features.AsSpan(row * Example.Width, Example.Width);
}
