using System.Numerics;

namespace CustomTraining;

/// <summary>
/// Three ways to add the gradient of a batch to that of a stack's parameters. The first needs memory for all rows at once; the other two
/// pass micro-batches one after the other. Each returns the loss of the batch.
/// </summary>
internal sealed class Accumulation<T>(LayerStack<T> stack, Objective<T> objective)
    where T : struct, IFloatingPointIeee754<T>
{
    public T WholeBatch(Batch<T> batch) => Step(batch, objective.Mean, T.One);

    /// <summary>
    /// The same gradient in parts. The divisor is that of the whole batch, known from its targets before the first part is computed, and
    /// takes the way of everything that follows the loss: into the upstream gradient.
    /// </summary>
    public T MicroBatches(Batch<T> batch, int size)
    {
        T divisor = objective.Divisor(batch.Targets);
        T sum = T.Zero;
        foreach (Batch<T> part in batch.Split(size))
        {
            sum += Step(part, objective.Sum, T.One / divisor);
        }

        return sum / divisor;
    }

    /// <summary>
    /// What is often done, and is another gradient: each part divides by its own weights, so that a row counts the more the fewer labelled
    /// ones are beside it. A part without labels has no mean at all: its loss is NaN, its gradient 0.
    /// </summary>
    public T AverageOfMeans(Batch<T> batch, int size)
    {
        Batch<T>[] parts = [.. batch.Split(size)];
        T share = T.One / T.CreateChecked(parts.Length);
        T sum = T.Zero;
        foreach (Batch<T> part in parts)
        {
            T mean = Step(part, objective.Mean, share);
            sum += T.IsNaN(mean) ? T.Zero : share * mean;
        }

        return sum;
    }

    private T Step(Batch<T> part, Loss<T> loss, T upstream)
    {
        T[] logits = stack.Forward(part.Inputs);
        T[] gradient = new T[logits.Length];
        T value = loss(logits, part.Targets, objective.Weights, upstream, gradient);
        stack.Backward(gradient);
        return value;
    }
}
