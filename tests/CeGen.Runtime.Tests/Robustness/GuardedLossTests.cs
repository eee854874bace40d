using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Dynamic losses neither read nor write a byte outside their arguments: for every number of classes, with options and forms that go round.</summary>
public class GuardedLossTests
{
    [Fact]
    public void Losses_of_every_number_of_classes_keep_to_their_arguments() => Array.ForEach(DynamicSetups.All, Check);

    [Fact]
    public void Binary_losses_keep_to_their_arguments() => Array.ForEach(DynamicSetups.Binary, Check);

    [Fact]
    public void Gradients_that_are_written_past_the_caches_keep_to_their_memory()
    {
        Assert.Null(GuardCheck.OfLargeGradient(DynamicSpanKernel.Of<float>(Positions("float", 1)), Positions("float", 1)));
        Assert.Null(GuardCheck.OfLargeGradient(DynamicSpanKernel.Of<double>(Positions("double", 40)), Positions("double", 40)));
        foreach (int classes in new[] { 10, 130 })
        {
            var setup = new LossSetup("float", classes);
            Assert.Null(GuardCheck.OfLargeGradient(DynamicSpanKernel.Of<float>(setup), setup));
        }

        static LossSetup Positions(string element, int classes) => new(element, classes) { Form = LogitsForm.Positions };
    }

    private static void Check(LossSetup setup) =>
        Assert.Null(setup.Element == "float" ? GuardCheck.Complaint(DynamicSpanKernel.Of<float>(setup), setup) : GuardCheck.Complaint(DynamicSpanKernel.Of<double>(setup), setup));
}
