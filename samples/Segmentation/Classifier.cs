using System.Numerics.Tensors;

namespace Segmentation;

/// <summary>Tells what each pixel shows: features, a layer with ReLU, a layer to the logits.</summary>
internal sealed class Classifier(Random random)
{
    private const int HiddenPlanes = 24;
    private const int BatchSize = 2;
    private const float FirstRate = 0.02f;

    private readonly Layer _first = new(Features.Count, HiddenPlanes, random);
    private readonly Layer _second = new(HiddenPlanes, Region.Count, random);

    private readonly float[] _hidden = new float[BatchSize * HiddenPlanes * Picture.Size];
    private readonly float[] _hiddenGradient = new float[BatchSize * HiddenPlanes * Picture.Size];
    private readonly float[] _logits = new float[BatchSize * Region.Count * Picture.Size];
    private readonly float[] _gradient = new float[BatchSize * Region.Count * Picture.Size];

    /// <summary>Goes through the pictures several times, two in a step. Yields the mean loss of each time.</summary>
    public IEnumerable<float> Train(Picture[] pictures, int epochs)
    {
        float[][] features = [.. pictures.Select(Features.Of)];
        int[] order = [.. Enumerable.Range(0, pictures.Length)];
        int[] predictions = new int[BatchSize * Picture.Size];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            List<float> losses = [];
            foreach (int[] batch in order.Chunk(BatchSize))
            {
                float[] x = [.. batch.SelectMany(i => features[i])];
                byte[] targets = [.. batch.SelectMany(i => pictures[i].Regions)];
                Span<float> logits = Forward(x);
                Span<float> gradient = _gradient.AsSpan(0, logits.Length);

                // The loss and its gradient in one pass, by the method that is generated.
                losses.Add(Losses.Pixels(logits, targets, Picture.Size, predictions.AsSpan(0, targets.Length), gradient));

                // The rate falls to 0, linearly.
                Backward(x, gradient);
                _first.Step(FirstRate * (1 - ((float)epoch / epochs)));
                _second.Step(FirstRate * (1 - ((float)epoch / epochs)));
            }

            yield return losses.Average();
        }
    }

    /// <summary>The loss of a picture, and the region that each of its pixels most likely shows.</summary>
    public (float Loss, int[] Regions) Classify(Picture picture)
    {
        int[] predictions = new int[Picture.Size];
        float loss = Losses.Pixels(Forward(Features.Of(picture)), picture.Regions, Picture.Size, predictions);
        return (loss, predictions);
    }

    private Span<float> Forward(float[] x)
    {
        int samples = x.Length / (Features.Count * Picture.Size);
        Span<float> hidden = _hidden.AsSpan(0, samples * HiddenPlanes * Picture.Size);
        Span<float> logits = _logits.AsSpan(0, samples * Region.Count * Picture.Size);
        _first.Forward(x, hidden);
        TensorPrimitives.Max(hidden, 0f, hidden);
        _second.Forward(hidden, logits);
        return logits;
    }

    private void Backward(float[] x, ReadOnlySpan<float> logitsGradient)
    {
        int samples = x.Length / (Features.Count * Picture.Size);
        Span<float> hidden = _hidden.AsSpan(0, samples * HiddenPlanes * Picture.Size);
        Span<float> gradient = _hiddenGradient.AsSpan(0, hidden.Length);
        _second.Backward(hidden, logitsGradient);
        _second.BackwardToInputs(logitsGradient, gradient);

        // Where ReLU let nothing through, nothing comes back.
        for (int i = 0; i < hidden.Length; i++)
        {
            gradient[i] = hidden[i] > 0 ? gradient[i] : 0;
        }

        _first.Backward(x, gradient);
    }
}
