using System.Numerics;
using CeGen.Generator.Tests.Harness;
using CeGen.Testing;
using Xunit.Abstractions;

namespace CeGen.Generator.Tests;

/// <summary>A call that is refused has written nothing, whatever is wrong with it, and be it found in the last row of a large batch that threads share.</summary>
public sealed class RefusalTests(ITestOutputHelper output)
{
    [Fact]
    public void Wrong_calls_leave_every_bit_of_the_outputs() => Check(
        [.. RotatedKernels.Optional.Where(s => s.Classes is > 1 and < 80), .. RotatedKernels.Plain.Where(s => s.Classes % 20 == 3), .. RotatedKernels.Binary], RotatedKernels.Kernels, 50);

    [Fact]
    public void Wrong_calls_of_large_batches_that_threads_share_leave_every_bit_of_the_outputs()
    {
        LossSetup[] setups =
        [
            .. Enumerable.Range(0, SetupVariants.Count).Select(n => SetupVariants.Of(n % 2 == 0 ? "float" : "double", n % 3 == 0 ? 10 : 100, n, (LogitsForm)(n / 4)) with { IsParallel = true }),
            .. Enumerable.Range(0, SetupVariants.BinaryCount).Select(n => SetupVariants.OfBinary("float", 10, n) with { IsParallel = true }),
            new LossSetup("float", 10) { AllIgnored = AllIgnored.Throw, IsParallel = true, HasLosses = true, HasLogSumExp = true, HasPredictions = true },
            new LossSetup("double", 70) { AllIgnored = AllIgnored.Throw, Form = LogitsForm.Positions, IsParallel = true, HasLosses = true },
        ];
        Check(setups, new SetupKernels(setups), SetupVariants.LogitsOfThreads);
    }

    private void Check(LossSetup[] setups, SetupKernels kernels, int logits)
    {
        int calls = 0;
        foreach (LossSetup setup in setups)
        {
            int positions = setup.Form == LogitsForm.Rows ? 1 : 7, samples = Math.Max(2, logits / setup.Classes / positions);
            LossInputs inputs = LossInputs.Random(setup, setup.Classes, samples, positions);
            (string? complaint, int made) = setup.Element == "float" ? RefusalCheck.Run(kernels.Of<float>(setup), setup, inputs) : RefusalCheck.Run(kernels.Of<double>(setup), setup, inputs);
            Assert.True(complaint is null, $"{complaint}\n{SetupText.Declaration(setup)}");
            calls += made;
        }

        output.WriteLine($"{calls} calls of {setups.Length} kernels.");
        Assert.True(calls > 20 * setups.Length);
    }
}
