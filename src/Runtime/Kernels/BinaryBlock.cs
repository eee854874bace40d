namespace CeGen.Runtime;

/// <summary>The options of a binary cross entropy, as its kernel sees them.</summary>
/// <param name="Gamma">γ of the focal loss.</param>
/// <param name="Positive">What a loss is multiplied with for the target 1.</param>
/// <param name="Negative">What a loss is multiplied with for the target 0.</param>
internal readonly record struct BinaryFormula<T>(T Gamma, T Positive, T Negative)
    where T : unmanaged;

/// <summary>Neighbouring elements and what the kernel needs to know of them.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
internal ref struct BinaryBlock<T>
    where T : unmanaged
{
    /// <summary>The number of elements, a multiple of <see cref="BinaryLossDriver.StepElements"/>.</summary>
    public int Count;

    /// <summary>The first logit.</summary>
    public ref T Logits;

    /// <summary>The first target.</summary>
    public ref T Targets;

    /// <summary>Receives the losses.</summary>
    public ref T Losses;

    /// <summary>Receives the gradient; the same memory as <see cref="Logits"/>, or apart from it. With <see cref="BackwardPass"/> only.</summary>
    public ref T Gradient;

    /// <summary>What the losses are multiplied with.</summary>
    public Cycle<T> LabelWeights;

    /// <summary>What the positive part of the losses is multiplied with.</summary>
    public Cycle<T> PositiveWeights;

    /// <summary>What the gradient is multiplied with besides: upstream gradient / divisor.</summary>
    public Cycle<T> Scales;
}
