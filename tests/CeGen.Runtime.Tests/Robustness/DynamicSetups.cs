using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Dynamic losses of every number of classes up to 300, whose options and forms go round.</summary>
internal static class DynamicSetups
{
    private const int MostClasses = 300;

    public static LossSetup[] All { get; } =
    [
        .. from classes in Enumerable.Range(1, MostClasses)
           from element in new[] { "float", "double" }
           let number = (5 * classes) + (element == "float" ? 0 : 7)
           select DynamicSpanKernel.Setup(SetupVariants.Of(element, classes, number, (LogitsForm)(classes / 4 % 3))),
    ];

    public static LossSetup[] Binary { get; } = Array.ConvertAll(SetupVariants.Binary, DynamicSpanKernel.Setup);

    /// <summary>Some of each, with threads.</summary>
    public static LossSetup[] Parallel { get; } = Array.ConvertAll(SetupVariants.Parallel, DynamicSpanKernel.Setup);
}
