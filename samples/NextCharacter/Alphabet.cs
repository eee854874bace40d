namespace NextCharacter;

/// <summary>The classes: a to z, which are 0 to 25, and the end of a word.</summary>
internal static class Alphabet
{
    public const int Size = 27;

    /// <summary>Ends a word. In a context it stands for what is before a word, where another one has ended.</summary>
    public const byte End = 26;

    public static byte ToClass(char letter) => (byte)(letter - 'a');

    public static char ToLetter(int letter) => (char)('a' + letter);
}
