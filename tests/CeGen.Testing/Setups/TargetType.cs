using System.Runtime.InteropServices;

namespace CeGen.Testing;

/// <summary>An integer type that class indices can have.</summary>
/// <param name="Keyword">Its keyword.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="IsSigned">Whether it has negative numbers.</param>
public sealed record TargetType(string Keyword, int Size, bool IsSigned)
{
    public static IReadOnlyList<TargetType> All { get; } =
    [
        new("byte", 1, false), new("sbyte", 1, true), new("short", 2, true), new("ushort", 2, false),
        new("int", 4, true), new("uint", 4, false), new("long", 8, true), new("ulong", 8, false),
    ];

    public static TargetType Of(string keyword) => All.Single(t => t.Keyword == keyword);

    public bool Holds(long value)
    {
        int bits = 8 * Size;
        return IsSigned ? bits == 64 || (value >= -(1L << (bits - 1)) && value < 1L << (bits - 1)) : value >= 0 && (bits == 64 || value < 1L << bits);
    }

    /// <summary>Writes numbers as this type has them.</summary>
    public void Write(ReadOnlySpan<long> values, Span<byte> destination)
    {
        for (int i = 0; i < values.Length; i++)
        {
            MemoryMarshal.AsBytes(values.Slice(i, 1))[..Size].CopyTo(destination[(i * Size)..]);
        }
    }
}
