namespace CeGen.Runtime;

/// <summary>Whether the loss of each element is written, known to the JIT.</summary>
internal interface ILossOutput
{
    static abstract bool IsWanted { get; }
}

/// <summary>Only the reduced loss.</summary>
internal readonly struct NoLosses : ILossOutput
{
    public static bool IsWanted => false;
}

/// <summary>The loss of each element too.</summary>
internal readonly struct EachLoss : ILossOutput
{
    public static bool IsWanted => true;
}
