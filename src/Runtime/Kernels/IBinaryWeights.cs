namespace CeGen.Runtime;

/// <summary>What the losses of the targets 1 and 0 are multiplied with, known to the JIT.</summary>
internal interface IBinaryWeights
{
    /// <summary>Whether they are multiplied with anything.</summary>
    static abstract bool HasAny { get; }

    /// <summary>Whether they are multiplied with different numbers, but for the balance of the focal loss.</summary>
    static abstract bool HasPositive { get; }
}

/// <summary>No weights.</summary>
internal readonly struct NoWeights : IBinaryWeights
{
    public static bool HasAny => false;

    public static bool HasPositive => false;
}

/// <summary>Label weights or a balance.</summary>
internal readonly struct SameWeights : IBinaryWeights
{
    public static bool HasAny => true;

    public static bool HasPositive => false;
}

/// <summary>Positive weights, and perhaps others.</summary>
internal readonly struct BothWeights : IBinaryWeights
{
    public static bool HasAny => true;

    public static bool HasPositive => true;
}
