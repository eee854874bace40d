using System.Runtime.InteropServices;

namespace NextCharacter;

/// <summary>The bounds beside which a loss of this sample stands, in nats per character.</summary>
internal static class Entropy
{
    /// <summary>The loss of guessing evenly.</summary>
    public static readonly double Uniform = Math.Log(Alphabet.Size);

    /// <summary>
    /// The empirical entropy of a character, given the last <paramref name="length"/> characters before it: the mean of
    /// −log(n(context, character) / n(context)), where n counts the examples.
    /// </summary>
    /// <remarks>
    /// By Gibbs' inequality, no probabilities have a smaller loss on these examples than their own frequencies have. So this bounds every model
    /// that sees no more than that context.
    /// </remarks>
    public static double Given(int length, Examples examples)
    {
        Dictionary<int, int> contexts = [];
        Dictionary<int, int> continuations = [];
        for (int i = 0; i < examples.Count; i++)
        {
            // A number for each context: 27^6 fit into an integer.
            int context = 0;
            foreach (byte character in examples.Contexts.AsSpan((i + 1) * Examples.ContextLength - length, length))
            {
                context = (context * Alphabet.Size) + character;
            }

            CollectionsMarshal.GetValueRefOrAddDefault(contexts, context, out _)++;
            CollectionsMarshal.GetValueRefOrAddDefault(continuations, (context * Alphabet.Size) + examples.Targets[i], out _)++;
        }

        return (SumOfLogarithms(contexts) - SumOfLogarithms(continuations)) / examples.Count;
    }

    private static double SumOfLogarithms(Dictionary<int, int> counts) => counts.Values.Sum(count => count * Math.Log(count));
}
