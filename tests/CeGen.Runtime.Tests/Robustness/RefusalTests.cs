using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>A call that is refused has written nothing, whatever is wrong with it, and be it found in the last row of a large batch that threads share.</summary>
public class RefusalTests
{
    [Fact]
    public void Wrong_calls_leave_every_bit_of_the_outputs() => Check([.. DynamicSetups.All.Where(s => s.Classes is > 1 and < 80), .. DynamicSetups.Binary], 50);

    [Fact]
    public void Wrong_calls_of_large_batches_that_threads_share_leave_every_bit_of_the_outputs() => Check(
        [.. DynamicSetups.Parallel, new LossSetup("float", 10) { AllIgnored = AllIgnored.Throw, IsParallel = true, HasLosses = true }], SetupVariants.LogitsOfThreads);

    [Fact]
    public void What_the_options_forbid_leaves_every_bit_of_the_outputs()
    {
        const int Rows = 4, Classes = 5;
        float[] logits = new float[Rows * Classes], shares = new float[Rows * Classes], upstream = new float[Rows];
        float[] gradient = Poison.Array<float>(logits.Length), losses = Poison.Array<float>(Rows);
        int[] targets = new int[Rows];
        var mean = new CrossEntropyLoss(Classes);
        var focal = new CrossEntropyLoss(Classes, new CrossEntropyOptions { FocalGamma = 2 });
        var steep = new CrossEntropyLoss(Classes, new CrossEntropyOptions { FocalGamma = 1e300 });

        Assert.Throws<InvalidOperationException>(() => mean.Backward<float, int>(logits, targets, (ReadOnlySpan<float>)upstream, gradient));
        Assert.Throws<InvalidOperationException>(() => focal.ForwardBackward<float>(logits, shares, gradient, new CrossEntropyExtras<float> { Losses = losses }));
        Assert.Throws<ArgumentOutOfRangeException>(() => steep.ForwardBackward<float, int>(logits, targets, losses, gradient));
        Assert.Throws<ArgumentException>(() => mean.ForwardBackward<float, int>(logits, targets, gradient, new CrossEntropyExtras<float> { SpatialSize = 2, Losses = losses }));
        Assert.Throws<ArgumentException>(() => mean.ForwardBackward<float, int>(logits, targets, losses, gradient, new CrossEntropyExtras<float> { Losses = losses }));

        Poison.IsUntouched(gradient);
        Poison.IsUntouched(losses);
    }

    private static void Check(LossSetup[] setups, int logits)
    {
        foreach (LossSetup setup in setups)
        {
            int positions = setup.Form == LogitsForm.Rows ? 1 : 7, samples = Math.Max(2, logits / setup.Classes / positions);
            LossInputs inputs = LossInputs.Random(setup, setup.Classes, samples, positions);
            (string? complaint, int calls) = setup.Element == "float"
                ? RefusalCheck.Run(DynamicSpanKernel.Of<float>(setup), setup, inputs)
                : RefusalCheck.Run(DynamicSpanKernel.Of<double>(setup), setup, inputs);
            Assert.True(complaint is null, $"{setup}: {complaint}");
            Assert.True(calls >= 8, $"{setup}: {calls} calls");
        }
    }
}
