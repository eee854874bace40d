using System.Numerics;

namespace CeGen.Testing;

/// <summary>The calls that a mistake concerns.</summary>
[Flags]
public enum CallKinds
{
    Forward = 1,
    Fused = 2,
    Backward = 4,
    WithOutputs = Forward | Fused,
    WithGradient = Fused | Backward,
    All = Forward | Fused | Backward,
}

/// <summary>Makes a mistake in a call.</summary>
public delegate SpanCall<T> Mistake<T>(SpanCall<T> call)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>A call that has to be refused.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Kinds">The calls that it concerns.</param>
/// <param name="Make">Makes the mistake.</param>
public sealed record WrongCall<T>(string Name, CallKinds Kinds, Mistake<T> Make)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Memory in which spans overlap, which must stay as it is too.</summary>
    public T[] Shared { get; init; } = [];
}
