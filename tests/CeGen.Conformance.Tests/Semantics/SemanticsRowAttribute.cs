namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Says which row of docs/semantics.md a test is for, where that is no <see cref="SemanticsRow"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SemanticsRowAttribute(string id) : Attribute
{
    public string Id => id;
}
