using System.Numerics;

namespace CeGen.Benchmarks;

/// <summary>
/// The sides of a workload that run in this process, over memory that they share. Each returns its loss, which keeps the call from being thrown away
/// and shows whether all compute the same.
/// </summary>
internal sealed class Sides(IDisposable memory) : IDisposable
{
    /// <summary>The generated kernel.</summary>
    public required Func<double> Generated { get; init; }

    /// <summary>The dynamic loss of the runtime.</summary>
    public required Func<double> Dynamic { get; init; }

    /// <summary>A plain loop.</summary>
    public required Func<double> Scalar { get; init; }

    /// <summary>A part of the work, by the library that .NET has for it; null where it has nothing that fits. Its loss is NaN.</summary>
    public required Func<double>? TensorPrimitives { get; init; }

    /// <summary>What bounds every side.</summary>
    public required Floors Floors { get; init; }

    /// <summary>The bytes that every side has to read and write.</summary>
    public required long CompulsoryBytes { get; init; }

    public static Sides Of<T>(Shape shape, LossOptions options, Func<Problem<T>, T> generated, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var problem = new Problem<T>(shape, options);
        Func<Problem<T>, T> dynamic = DynamicPeer.For<T>(shape.Classes, options, threads);
        Func<Problem<T>, double> scalar = ScalarPeer.For<T>(options);
        Action<Problem<T>>? softmax = TensorPrimitivesPeer.For<T>(options);
        return new Sides(problem)
        {
            Generated = () => double.CreateTruncating(generated(problem)),
            Dynamic = () => double.CreateTruncating(dynamic(problem)),
            Scalar = () => scalar(problem),
            TensorPrimitives = softmax is null ? null : () =>
            {
                softmax(problem);
                return double.NaN;
            },
            Floors = Floors.Of(problem),
            CompulsoryBytes = problem.CompulsoryBytes,
        };
    }

    public void Dispose() => memory.Dispose();
}
