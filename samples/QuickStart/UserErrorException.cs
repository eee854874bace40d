namespace QuickStart;

/// <summary>Something that the user can put right. The message is one sentence: what is wrong where, and what is expected.</summary>
internal sealed class UserErrorException(string message) : Exception(message)
{
    private const int LongestQuote = 40;

    /// <summary>Quotes what the user wrote: short, and on one line whatever it contains.</summary>
    public static string Quote(string text)
    {
        string shown = text.Length <= LongestQuote ? text : text[..LongestQuote] + "...";
        return $"'{string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c))}'";
    }
}
