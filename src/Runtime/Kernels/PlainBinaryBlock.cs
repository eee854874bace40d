namespace CeGen.Runtime;

/// <summary>Neighbouring elements of a binary loss without weights and focus, whose losses are summed.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
internal ref struct PlainBinaryBlock<T>
    where T : unmanaged
{
    /// <summary>The number of elements, a multiple of <see cref="BinaryLossDriver.StepElements"/>.</summary>
    public int Count;

    /// <summary>The first logit.</summary>
    public ref readonly T Logits;

    /// <summary>The first target.</summary>
    public ref readonly T Targets;

    /// <summary>For <see cref="HardBinaryLoop{TSimd, TVector, T}"/>, the targets as bits (<see cref="LabelBits"/>): the start of a group.</summary>
    public ref readonly T Labels;

    /// <summary>Receives, of each step, (1 + e)·(1 + e)·(1 + e)·(1 + e) − 1 of sixteen fours of elements: those at the same place of its quarters.</summary>
    public ref T Products;

    /// <summary>Receives the sums of the same fours: of what the losses are besides log(1 + e).</summary>
    public ref T Sums;

    /// <summary>With <see cref="EachLoss"/>, receives the losses.</summary>
    public ref T Losses;

    /// <summary>Receives the gradient; other memory than the logits.</summary>
    public ref T Slopes;

    /// <summary>What the gradient is multiplied with.</summary>
    public T Scale;

    /// <summary>With <see cref="StreamingPass"/>, a gradient that was computed before, as much of it as <see cref="Count"/>, or none.</summary>
    public ref readonly T Ready;

    /// <summary>Where that goes, past the caches: the start of a cache line.</summary>
    public ref T Lines;

    /// <summary>Whether there is any.</summary>
    public bool HasLines;
}
