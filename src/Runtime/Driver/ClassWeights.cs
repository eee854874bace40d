using System.ComponentModel;

namespace CeGen.Runtime;

/// <summary>The class weights w of a loss and what follows from them and the label smoothing ε. A generated kernel has them as static data.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ClassWeights<T>
    where T : unmanaged
{
    /// <summary>Weights without label smoothing.</summary>
    /// <param name="weights">The weight w of each class.</param>
    public ClassWeights(ReadOnlySpan<T> weights)
    {
        Weights = weights;
        Held = weights;
    }

    /// <summary>Weights with label smoothing.</summary>
    /// <param name="weights">The weight w of each class.</param>
    /// <param name="held">(1−ε)·w of each class.</param>
    /// <param name="shares">ε/C·w of each class.</param>
    /// <param name="pull">The sum of the shares.</param>
    public ClassWeights(ReadOnlySpan<T> weights, ReadOnlySpan<T> held, ReadOnlySpan<T> shares, T pull)
    {
        Weights = weights;
        Held = held;
        Shares = shares;
        Pull = pull;
    }

    internal ReadOnlySpan<T> Weights { get; }

    internal ReadOnlySpan<T> Held { get; }

    internal ReadOnlySpan<T> Shares { get; }

    internal T Pull { get; }

    internal bool IsEmpty => Weights.IsEmpty;
}
