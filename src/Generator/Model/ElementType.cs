using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Model;

/// <summary>The type of logits, losses and gradients.</summary>
internal enum ElementType
{
    Single,
    Double,
}

/// <summary>The supported types: the one list of them.</summary>
internal static class SupportedTypes
{
    public const string Elements = "float or double";

    public const string Integers = "byte, sbyte, short, ushort, int, uint, long or ulong";

    public static ElementType? ToElement(SpecialType type) => type switch
    {
        SpecialType.System_Single => ElementType.Single,
        SpecialType.System_Double => ElementType.Double,
        _ => null,
    };

    /// <summary>The keyword of an integer type that targets can have, or <see langword="null"/>.</summary>
    public static string? ToInteger(SpecialType type) => type switch
    {
        SpecialType.System_Byte => "byte",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        _ => null,
    };

    public static string Keyword(this ElementType element) => element == ElementType.Single ? "float" : "double";

    public static int Size(this ElementType element) => element == ElementType.Single ? sizeof(float) : sizeof(double);
}
