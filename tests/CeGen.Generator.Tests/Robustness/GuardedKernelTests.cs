using CeGen.Generator.Tests.Harness;
using CeGen.Testing;

namespace CeGen.Generator.Tests;

/// <summary>Generated kernels neither read nor write a byte outside their arguments: for every number of classes, and every option with every strategy.</summary>
public sealed class GuardedKernelTests
{
    [Fact]
    public void Plain_losses_of_every_number_of_classes_keep_to_their_arguments() => Array.ForEach(RotatedKernels.Plain, Check);

    [Fact]
    public void Losses_with_every_option_keep_to_their_arguments() => Array.ForEach(RotatedKernels.Optional, Check);

    [Fact]
    public void Binary_losses_keep_to_their_arguments() => Array.ForEach(RotatedKernels.Binary, Check);

    [Fact]
    public void Gradients_that_are_written_past_the_caches_keep_to_their_memory()
    {
        LossSetup[] setups =
        [
            new("float", 3), new("double", 30), new("float", 40), new("double", 130), new("float", 1003) { Targets = "" },
            new("float", 5) { Form = LogitsForm.Positions }, new("double", 40) { Form = LogitsForm.Positions, Smoothing = 0.1 }, new("float", 17) { IsBinary = true, Targets = "" },
        ];
        var kernels = new SetupKernels(setups);
        foreach (LossSetup setup in setups)
        {
            Assert.Null(setup.Element == "float" ? GuardCheck.OfLargeGradient(kernels.Of<float>(setup), setup) : GuardCheck.OfLargeGradient(kernels.Of<double>(setup), setup));
        }
    }

    private static void Check(LossSetup setup) =>
        Assert.Null(setup.Element == "float" ? GuardCheck.Complaint(RotatedKernels.Kernels.Of<float>(setup), setup) : GuardCheck.Complaint(RotatedKernels.Kernels.Of<double>(setup), setup));
}
