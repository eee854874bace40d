using System.Numerics;

namespace CeGen.Benchmarks;

/// <summary>A loss over a batch, as all sides compute it.</summary>
/// <param name="Name">What the user sees and filters by.</param>
/// <param name="Kernel">The method of <see cref="Kernels"/>.</param>
/// <param name="Type">The C# name of the element type.</param>
/// <param name="Shape">The batch.</param>
/// <param name="Options">The options of the loss.</param>
/// <param name="Prepare">Prepares the sides over a batch of a shape, for a number of threads.</param>
internal sealed record Workload(string Name, string Kernel, string Type, Shape Shape, LossOptions Options, Func<Shape, int, Sides> Prepare)
{
    /// <summary>The numbers of threads to measure with if the command line names none.</summary>
    public int[] Threads { get; init; } = [1];

    public static Workload Of<T>(string name, string kernel, Shape shape, Func<Problem<T>, T> generated, bool isForwardOnly = false, bool isMasked = false, Func<Problem<T>, T>? onThreads = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LossOptions options = LossOptions.Of(kernel) with { IsForwardOnly = isForwardOnly, IsMasked = isMasked };
        return new Workload(name, kernel, typeof(T) == typeof(float) ? "float" : "double", shape, options, (s, threads) => Sides.Of(s, options, threads > 1 ? onThreads ?? generated : generated, threads));
    }
}
