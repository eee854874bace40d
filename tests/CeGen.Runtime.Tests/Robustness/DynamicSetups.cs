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

    public static LossSetup[] Binary { get; } =
    [
        .. from number in Enumerable.Range(0, SetupVariants.BinaryCount)
           from labels in new[] { 1, 3, 8, 17, 64 }
           from element in new[] { "float", "double" }
           select DynamicSpanKernel.Setup(SetupVariants.OfBinary(element, labels, number)),
    ];

    /// <summary>Some of each, with threads.</summary>
    public static LossSetup[] Parallel { get; } =
    [
        .. from number in Enumerable.Range(0, SetupVariants.Count)
           let classes = number % 3 == 0 ? 10 : number % 3 == 1 ? 100 : 1000
           select DynamicSpanKernel.Setup(SetupVariants.Of(number % 2 == 0 ? "float" : "double", classes, number, (LogitsForm)(number / 4)) with { IsParallel = true }),
        DynamicSpanKernel.Setup(SetupVariants.OfBinary("float", 10, 5) with { IsParallel = true }),
    ];
}
