namespace CeGen.Generator.Testing;

/// <summary>The source of a class <c>Kernel</c> that declares a loss, and calls it in three ways. Cases with the same source share a kernel.</summary>
/// <param name="Variant">What tells it from others for the same case, or nothing.</param>
/// <param name="Source">The source, but for its namespace.</param>
internal sealed record KernelDeclaration(string Variant, string Source);
