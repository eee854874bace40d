using System.Numerics;

namespace CeGen.Benchmarks;

/// <summary>The inputs of a workload, and where its gradient goes: the same memory for every side.</summary>
internal sealed class Problem<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Deviation = 3;

    private readonly NativeArray<T> _gradient;
    private readonly NativeArray<int>? _indices;
    private readonly NativeArray<T>? _probabilities;

    public Problem(Shape shape, LossOptions options)
    {
        Shape = shape;
        Options = options;
        LogitMemory = new NativeArray<T>(shape.Logits);
        _gradient = new NativeArray<T>(options.IsForwardOnly ? 0 : shape.Logits);
        var random = new Random(42);
        RandomData.FillNormal(LogitMemory.Span, Deviation, random);
        switch (options.Targets)
        {
            case TargetKind.Index:
                _indices = new NativeArray<int>(shape.Rows);
                RandomData.FillIndices(_indices.Span, shape.Classes, random);
                break;
            case TargetKind.Probability:
                _probabilities = new NativeArray<T>(shape.Logits);
                RandomData.FillProbabilities(_probabilities.Span, shape.Classes, random);
                break;
            default:
                _probabilities = new NativeArray<T>(shape.Logits);
                RandomData.FillLabels(_probabilities.Span, random);
                break;
        }

        if (options.IsMasked)
        {
            RandomData.MaskClasses(LogitMemory.Span, _indices!.Span, shape.Classes);
        }

        Weights = options.ClassWeights is { } weights ? [.. weights.Select(T.CreateChecked)] : null;
    }

    public Shape Shape { get; }

    public LossOptions Options { get; }

    public NativeArray<T> LogitMemory { get; }

    public NativeArray<T> GradientMemory => _gradient;

    /// <summary>The class indices, of which there is one per row; none with other targets.</summary>
    public NativeArray<int>? IndexMemory => _indices;

    /// <summary>The targets that are one per logit, probabilities or labels; none with class indices.</summary>
    public NativeArray<T>? ProbabilityMemory => _probabilities;

    public ReadOnlySpan<T> Logits => LogitMemory.Span;

    public Span<T> Gradient => _gradient.Span;

    public ReadOnlySpan<int> Indices => _indices!.Span;

    public ReadOnlySpan<T> Probabilities => _probabilities!.Span;

    public T[]? Weights { get; }

    /// <summary>The bytes that have to be read and written whatever the method: inputs once, the gradient once.</summary>
    public long CompulsoryBytes =>
        LogitMemory.PaddedBytes + _gradient.PaddedBytes + (_indices?.PaddedBytes ?? 0) + (_probabilities?.PaddedBytes ?? 0);

    public void Dispose()
    {
        LogitMemory.Dispose();
        _gradient.Dispose();
        _indices?.Dispose();
        _probabilities?.Dispose();
    }
}
