namespace CeGen.Generator.Model;

/// <summary>What an integer type can hold.</summary>
internal readonly record struct IntegerRange(string Keyword, long Lowest, ulong Highest)
{
    /// <summary>The types that targets can have, smallest first.</summary>
    private static readonly IntegerRange[] All =
    [
        new("byte", byte.MinValue, byte.MaxValue),
        new("sbyte", sbyte.MinValue, (ulong)sbyte.MaxValue),
        new("short", short.MinValue, (ulong)short.MaxValue),
        new("ushort", ushort.MinValue, ushort.MaxValue),
        new("int", int.MinValue, int.MaxValue),
        new("uint", uint.MinValue, uint.MaxValue),
        new("long", long.MinValue, long.MaxValue),
        new("ulong", 0, ulong.MaxValue),
    ];

    public static IntegerRange Of(string keyword) => All.First(r => r.Keyword == keyword);

    /// <summary>The smallest type that holds some numbers.</summary>
    public static IntegerRange Smallest(params long[] values) => All.First(r => values.All(r.Holds));

    public bool Holds(long value) => value >= Lowest && (value < 0 || (ulong)value <= Highest);
}
