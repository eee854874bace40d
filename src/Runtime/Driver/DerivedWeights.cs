using System.Numerics;

namespace CeGen.Runtime;

/// <summary>What follows from class weights and label smoothing.</summary>
internal static class DerivedWeights
{
    /// <param name="weights">The weight w of each class.</param>
    /// <param name="smoothing">ε.</param>
    /// <param name="memory">Room for two numbers per class.</param>
    public static ClassWeights<T> Of<T>(ReadOnlySpan<T> weights, double smoothing, Span<T> memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int classes = weights.Length;
        Span<T> held = memory[..classes];
        Span<T> shares = memory.Slice(classes, classes);
        double sum = 0;
        for (int c = 0; c < classes; c++)
        {
            double weight = double.CreateTruncating(weights[c]);
            held[c] = T.CreateTruncating((1 - smoothing) * weight);
            shares[c] = T.CreateTruncating(smoothing / classes * weight);
            sum += weight;
        }

        return new ClassWeights<T>(weights, held, shares, T.CreateTruncating(smoothing / classes * sum));
    }
}
