namespace NextCharacter;

/// <summary>The words that come with the sample, in two parts.</summary>
internal sealed class Words
{
    private const int HeldOutShare = 10;

    public Words(Random random)
    {
        string[] all = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "data", "words.txt"));
        Known = [.. all];
        random.Shuffle(all);
        int heldOut = all.Length / HeldOutShare;
        (HeldOut, Training) = (all[..heldOut], all[heldOut..]);
    }

    /// <summary>All words of the list.</summary>
    public HashSet<string> Known { get; }

    public string[] Training { get; }

    /// <summary>The tenth that the model never trains with.</summary>
    public string[] HeldOut { get; }
}
