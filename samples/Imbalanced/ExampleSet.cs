using System.Numerics.Tensors;

namespace Imbalanced;

/// <summary>Examples as rows for a network.</summary>
/// <param name="Examples">What the rows are.</param>
/// <param name="Features">Row-major (N, <see cref="Example.Width"/>), with mean 0 and standard deviation 1 over the training set.</param>
/// <param name="Classes">The class of each row.</param>
internal sealed record ExampleSet(Example[] Examples, float[] Features, int[] Classes)
{
    public int Count => Examples.Length;

    /// <summary>Parts the examples by year, so that no storm is in both sets and the test is of the future, as forecasts are.</summary>
    public static (ExampleSet Train, ExampleSet Test) Split(IEnumerable<Storm> storms, int firstTestYear)
    {
        ILookup<bool, Example> parts = storms.SelectMany(Example.From).ToLookup(example => example.Storm.Year >= firstTestYear);
        Example[] train = [.. parts[false]];
        float[] means = new float[Example.Width];
        float[] deviations = new float[Example.Width];
        for (int i = 0; i < Example.Width; i++)
        {
            float[] column = [.. train.Select(example => example.Features[i])];
            means[i] = TensorPrimitives.Average<float>(column);
            deviations[i] = TensorPrimitives.StdDev<float>(column);
        }

        return (Standardise(train, means, deviations), Standardise([.. parts[true]], means, deviations));
    }

    public int[] CountClasses()
    {
        int[] counts = new int[Outcome.Count];
        foreach (int c in Classes)
        {
            counts[c]++;
        }

        return counts;
    }

    private static ExampleSet Standardise(Example[] examples, float[] means, float[] deviations)
    {
        float[] features = [.. examples.SelectMany(example => example.Features.Select((value, i) => (value - means[i]) / deviations[i]))];
        return new ExampleSet(examples, features, [.. examples.Select(example => example.Class)]);
    }
}
