using CeGen.Generator.Model;

namespace CeGen.Generator.Emitting;

/// <summary>The names of vector types and operations in one width.</summary>
/// <param name="Bits">The width.</param>
/// <param name="Element">The element type.</param>
internal sealed record VectorNames(int Bits, ElementType Element)
{
    /// <summary>The static class, such as <c>Vector512</c>.</summary>
    public string Operations => $"Vector{Literal.Of(Bits)}";

    /// <summary>The type of a vector of elements.</summary>
    public string Type => $"{Operations}<{Element.Keyword()}>";

    /// <summary>The type of a vector of integers with as many lanes.</summary>
    public string IntegerType => $"{Operations}<{IntegerKeyword}>";

    /// <summary>The keyword of those integers.</summary>
    public string IntegerKeyword => Element == ElementType.Single ? "int" : "long";

    /// <summary>Reads a vector of integers as one of elements.</summary>
    public string AsElements => Element == ElementType.Single ? "AsSingle()" : "AsDouble()";

    /// <summary>A vector with zeros where a comparison holds. With 512 bits, comparisons are in registers of their own, which select at no cost.</summary>
    public string Without(string x, string comparison) => Bits == 512
        ? $"{Operations}.ConditionalSelect({comparison}, {Type}.Zero, {x})"
        : $"{Operations}.AndNot({x}, {comparison})";

    /// <summary>The lanes from one on.</summary>
    public string LanesFrom(int lane) => $"{Operations}.GreaterThanOrEqual({IntegerType}.Indices, {Operations}.Create({Integer(lane)})).{AsElements}";

    /// <summary>An integer of the lanes' width.</summary>
    public string Integer(int value) => Literal.Of(value) + (Element == ElementType.Single ? "" : "L");
}
