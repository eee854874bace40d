namespace NextCharacter;

/// <summary>Every character of some words, with the characters before it.</summary>
internal sealed class Examples
{
    /// <summary>How many characters before it a character is predicted from.</summary>
    public const int ContextLength = 5;

    public Examples(IEnumerable<string> words)
    {
        List<byte> contexts = [];
        List<byte> targets = [];
        foreach (string word in words)
        {
            byte[] context = EmptyContext();
            foreach (byte target in word.Select(Alphabet.ToClass).Append(Alphabet.End))
            {
                contexts.AddRange(context);
                targets.Add(target);
                Push(context, target);
            }
        }

        (Contexts, Targets) = ([.. contexts], [.. targets]);
    }

    /// <summary>The contexts, (N, <see cref="ContextLength"/>), the nearest character last.</summary>
    public byte[] Contexts { get; }

    /// <summary>The character after each context, (N).</summary>
    public byte[] Targets { get; }

    public int Count => Targets.Length;

    /// <summary>The context of the first character of a word.</summary>
    public static byte[] EmptyContext() => [.. Enumerable.Repeat(Alphabet.End, ContextLength)];

    /// <summary>Appends a character to a context, which forgets its first one.</summary>
    public static void Push(Span<byte> context, byte character)
    {
        context[1..].CopyTo(context);
        context[^1] = character;
    }
}
