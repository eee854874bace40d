using CeGen.Testing;

namespace CeGen.Generator.Tests.Harness;

/// <summary>
/// A plain kernel for every number of classes up to 300, and kernels with every option: the options go round from one number of classes to the next, and the forms from one round to the
/// next, so that each strategy meets each option. All of them are compiled once, for all tests that call them.
/// </summary>
internal static class RotatedKernels
{
    private const int MostClasses = 300;

    /// <summary>Up to here rows are computed in lanes; each of these numbers of classes meets several options, as there are few of them.</summary>
    private const int MostClassesInLanes = 36;

    public static LossSetup[] Plain { get; } = [.. Enumerable.Range(1, MostClasses).SelectMany(c => new[] { new LossSetup("float", c), new LossSetup("double", c) })];

    public static LossSetup[] Optional { get; } = [.. Rotation()];

    public static LossSetup[] Binary => SetupVariants.Binary;

    private static Lazy<SetupKernels> Compiled { get; } = new(() => new SetupKernels([.. Plain, .. Optional, .. Binary]));

    public static SetupKernels Kernels => Compiled.Value;

    private static IEnumerable<LossSetup> Rotation()
    {
        for (int classes = 1; classes <= MostClasses; classes++)
        {
            for (int more = 0; more < (classes <= MostClassesInLanes ? 4 : 1); more++)
            {
                int number = classes + (5 * more), round = number / SetupVariants.Count;
                yield return SetupVariants.Of(((round / 3) + number) % 2 == 0 ? "float" : "double", classes, number, (LogitsForm)(round % 3));
            }
        }
    }
}
