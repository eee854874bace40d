using CeGen.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace CeGen.Runtime.Tests;

/// <summary>What a random problem is made from; a smaller one that fails is looked for.</summary>
/// <param name="Seed">The seed of its numbers.</param>
/// <param name="Samples">N.</param>
/// <param name="Classes">C.</param>
/// <param name="Positions">S.</param>
/// <param name="Options">Which of the options it has, as bits.</param>
internal sealed record ProblemShape(int Seed, int Samples, int Classes, int Positions, int Options)
{
    /// <summary>A problem with class indices, of which some rows are ignored, or with probabilities; with and without weights and smoothing.</summary>
    public ReferenceLoss Any()
    {
        ReferenceLoss problem = Problems.Random(Seed, Samples, Classes, Positions, probabilities: Has(1)).Ignoring(row => Has(16) && row % 4 == 1);
        return problem with
        {
            Weights = Has(2) ? Problems.WeightsWithZeros(Seed, Classes) : null,
            Smoothing = Has(4) ? 0.1 : 0,
            Gamma = Has(8) && !Has(1) && !Has(4) ? 2 : 0,
            Reduction = Reduction.None,
        };
    }

    public bool Has(int option) => (Options & option) != 0;
}

/// <summary>Checks a property of random problems, the same ones in every run.</summary>
internal static class Property
{
    private const int Runs = 60;

    private static readonly Gen<ProblemShape> Shapes =
        from seed in Gen.Choose(1, 1_000_000)
        from samples in Gen.Choose(1, 5)
        from classes in Gen.Frequency((3, Gen.Choose(1, 20)), (1, Gen.Choose(21, 140)))
        from positions in Gen.Frequency((1, Gen.Constant(1)), (2, Gen.Choose(2, 40)))
        from options in Gen.Choose(0, 31)
        select new ProblemShape(seed, samples, classes, positions, options);

    public static void Holds(Action<ProblemShape> property) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Runs).WithReplay(new Replay(new Rnd(20_211UL, 271_829UL), null)), Prop.ForAll(Arb.From(Shapes, Smaller), property));

    private static IEnumerable<ProblemShape> Smaller(ProblemShape shape)
    {
        foreach (int bit in new[] { 1, 2, 4, 8, 16 }.Where(shape.Has))
        {
            yield return shape with { Options = shape.Options - bit };
        }

        foreach (int samples in Less(shape.Samples))
        {
            yield return shape with { Samples = samples };
        }

        foreach (int positions in Less(shape.Positions))
        {
            yield return shape with { Positions = positions };
        }

        foreach (int classes in Less(shape.Classes))
        {
            yield return shape with { Classes = classes };
        }
    }

    private static IEnumerable<int> Less(int number) => new[] { 1, number / 2, number - 1 }.Where(n => n >= 1 && n < number).Distinct();
}
