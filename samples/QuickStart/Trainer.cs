using System.Diagnostics;

namespace QuickStart;

/// <summary>The state after an epoch.</summary>
internal sealed record Epoch(int Number, float TrainLoss, float TestLoss, double TestAccuracy);

/// <summary>Trains a network with mini-batches.</summary>
internal sealed class Trainer
{
    private const int HiddenUnits = 256;
    private const int BatchSize = 32;
    private const float LearningRate = 0.15f;
    private const float Momentum = 0.9f;

    private readonly Digits _train;
    private readonly Digits _test;
    private readonly Random _random;
    private readonly Network _network;
    private readonly int[] _order;

    private readonly float[] _pixels = new float[BatchSize * Digits.PixelCount];
    private readonly int[] _classes = new int[BatchSize];
    private readonly float[] _logits = new float[BatchSize * Digits.ClassCount];
    private readonly float[] _gradient = new float[BatchSize * Digits.ClassCount];

    public Trainer(Objective objective, Digits digits, int seed)
    {
        // One generator for all: the seed decides the split, the first weights and the order of the batches.
        _random = new Random(seed);
        Objective = objective;
        (_train, _test) = digits.Split(_random);
        _network = new Network(HiddenUnits, _random);
        _order = [.. Enumerable.Range(0, _train.Count)];
    }

    public Objective Objective { get; }

    public StepClock Clock { get; } = new();

    public int TrainCount => _train.Count;

    public int TestCount => _test.Count;

    /// <summary>Trains while it is enumerated.</summary>
    public IEnumerable<Epoch> Run(int epochs)
    {
        for (int number = 1; number <= epochs; number++)
        {
            RunEpoch();
            Evaluation train = new(_network, Objective, _train);
            Evaluation test = Test();
            yield return new Epoch(number, train.Loss, test.Loss, test.Accuracy);

            // In the first epoch, methods are compiled when they are first called: that is no time of theirs.
            if (number == 1 && epochs > 1)
            {
                Clock.Reset();
            }
        }
    }

    public Evaluation Test() => new(_network, Objective, _test);

    private void RunEpoch()
    {
        _random.Shuffle(_order);
        for (int start = 0; start < _order.Length; start += BatchSize)
        {
            Step(_order.AsSpan(start, Math.Min(BatchSize, _order.Length - start)));
        }
    }

    private void Step(ReadOnlySpan<int> batch)
    {
        long started = Stopwatch.GetTimestamp();
        Span<float> pixels = _pixels.AsSpan(0, batch.Length * Digits.PixelCount);
        Span<int> classes = _classes.AsSpan(0, batch.Length);
        Span<float> logits = _logits.AsSpan(0, batch.Length * Digits.ClassCount);
        Span<float> gradient = _gradient.AsSpan(0, logits.Length);
        _train.CopyTo(batch, pixels, classes);
        _network.Forward(pixels, logits);

        // The line that this sample is about. It could also write the gradient over the logits: pass them twice.
        long lossStarted = Stopwatch.GetTimestamp();
        Objective.ForwardBackward(logits, classes, gradient);
        long lossEnded = Stopwatch.GetTimestamp();

        _network.Backward(pixels, gradient);
        _network.Step(LearningRate, Momentum);
        Clock.Add(Stopwatch.GetTimestamp() - started, lossEnded - lossStarted);
    }
}
