namespace CeGen.Generator.Emitting;

/// <summary>
/// Prints a sum of as many terms as there are classes in pairs, and pairs of pairs: as few additions as one after the other, and a rounding error that grows with
/// the logarithm of their number. The sum ends in the variable of that name.
/// </summary>
internal sealed class PairwiseSum(SourceWriter writer, string name, int count)
{
    /// <summary>The most sums that wait for another one of their size.</summary>
    public static int Levels(int count)
    {
        int levels = 0;
        for (int i = 0; i < count; i++)
        {
            levels = Math.Max(levels, Waiting(i) + (i % 2 == 0 ? 1 : 0));
        }

        return levels;
    }

    /// <summary>The name of a waiting sum, the largest first.</summary>
    public string Name(int level) => level == 0 ? name : name + Literal.Of(level);

    /// <summary>Prints how term <paramref name="i"/> is added.</summary>
    public void WriteAdd(string term, int i)
    {
        int waiting = Waiting(i);
        if (i % 2 == 0)
        {
            writer.Line($"{Name(waiting)} = {term};");
            waiting++;
        }
        else
        {
            writer.Line($"{Name(waiting - 1)} += {term};");
        }

        // Sums of one size become one; after the last term, all do.
        int merges = i == count - 1 ? waiting - 1 : TrailingOnes(i) - 1;
        for (; merges > 0; merges--)
        {
            waiting--;
            writer.Line($"{Name(waiting - 1)} += {Name(waiting)};");
        }
    }

    private static int TrailingOnes(int i)
    {
        int ones = 0;
        for (; (i & 1) == 1; i >>= 1)
        {
            ones++;
        }

        return ones;
    }

    /// <summary>The sums that wait before a term: the ones in the binary number of the terms before it.</summary>
    private static int Waiting(int i)
    {
        int ones = 0;
        for (; i > 0; i >>= 1)
        {
            ones += i & 1;
        }

        return ones;
    }
}
