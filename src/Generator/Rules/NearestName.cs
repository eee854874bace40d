namespace CeGen.Generator.Rules;

/// <summary>Finds the name that a misspelt one was meant to be.</summary>
internal static class NearestName
{
    /// <returns>The name with the fewest edits, if they are at most a third of its length.</returns>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        (string Name, int Distance) best = candidates
            .Select(c => (Name: c, Distance: EditDistance(name.ToLowerInvariant(), c.ToLowerInvariant())))
            .OrderBy(c => c.Distance)
            .First();
        return best.Distance * 3 <= best.Name.Length ? best.Name : null;
    }

    /// <summary>Levenshtein's distance.</summary>
    private static int EditDistance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substitution = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j - 1], row[j]) + 1);
            }
        }

        return row[right.Length];
    }
}
