using System.Runtime.InteropServices;

namespace CeGen.Testing;

/// <summary>What a call has returned, and all of its memory that it may have written.</summary>
public sealed record LossOutcome<T>(T Reduced, T[] Logits, T[] Gradient, T[] Losses, T[] LogSumExp, int[] Predictions)
    where T : unmanaged
{
    /// <summary>Tells of the first bit that differs, or nothing.</summary>
    public string? Difference(LossOutcome<T> other) =>
        First("reduced", [Reduced], [other.Reduced]) ?? First("logits", Logits, other.Logits) ?? First("gradient", Gradient, other.Gradient)
        ?? First("losses", Losses, other.Losses) ?? First("logSumExp", LogSumExp, other.LogSumExp) ?? First("predictions", Predictions, other.Predictions);

    private static string? First<TItem>(string what, TItem[] expected, TItem[] actual)
        where TItem : unmanaged
    {
        Span<byte> left = MemoryMarshal.AsBytes(expected.AsSpan()), right = MemoryMarshal.AsBytes(actual.AsSpan());
        if (left.SequenceEqual(right))
        {
            return null;
        }

        int at = left.CommonPrefixLength(right) / (left.Length / expected.Length);
        return FormattableString.Invariant($"{what}[{at}]: expected {expected[at]:R}, got {actual[at]:R}");
    }
}
