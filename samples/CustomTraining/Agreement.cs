using System.Numerics;
using System.Numerics.Tensors;

namespace CustomTraining;

/// <summary>How far the gradient by micro-batches is from that of the whole batch: |difference| / |whole|, over all parameters.</summary>
internal sealed record Agreement(double MicroBatches, double AverageOfMeans)
{
    public static Agreement Of<T>(LayerStack<T> stack, Objective<T> objective, Batch<T> batch, int size)
        where T : struct, IFloatingPointIeee754<T>
    {
        Accumulation<T> accumulation = new(stack, objective);
        accumulation.WholeBatch(batch);
        T[] whole = stack.TakeGradient();
        accumulation.MicroBatches(batch, size);
        T[] parts = stack.TakeGradient();
        accumulation.AverageOfMeans(batch, size);
        T[] average = stack.TakeGradient();
        return new Agreement(Distance(parts, whole), Distance(average, whole));
    }

    private static double Distance<T>(T[] actual, T[] expected)
        where T : struct, IFloatingPointIeee754<T> =>
        double.CreateChecked(TensorPrimitives.Distance<T>(actual, expected) / TensorPrimitives.Norm<T>(expected));
}
