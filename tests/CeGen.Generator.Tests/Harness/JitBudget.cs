namespace CeGen.Generator.Tests.Harness;

/// <summary>
/// The sizes that keep a kernel within what the JIT optimises. It gives up on a method of more than 60,000 bytes of IL, 2,000 basic blocks or 2,000
/// locals, and stops inlining at about 512 locals, its own temporaries included; an exponential brings about fifteen. A test measures what is emitted.
/// </summary>
internal static class JitBudget
{
    /// <summary>The most bytes of IL that a method of a kernel may have.</summary>
    public const int MostIlBytes = 16_000;

    /// <summary>The most locals that a method of a kernel may have.</summary>
    public const int MostLocals = 128;
}
