namespace CeGen.Runtime.Tests;

/// <summary>The vectors that the vector math is written for. All of them work on every machine, if slowly where the processor has none.</summary>
public enum Width
{
    Scalar,
    Vector128,
    Vector256,
    Vector512,
}
