namespace CustomTraining;

/// <summary>Numbers that are learned. Backward passes add to the gradient, so that micro-batches accumulate; its user clears it.</summary>
internal sealed class Parameter<T>(int length)
{
    public T[] Values { get; } = new T[length];

    public T[] Gradient { get; } = new T[length];
}
