using System.Numerics;
using CeGen.Generator.Tests.Harness;
using CeGen.Testing;
using Xunit.Abstractions;

namespace CeGen.Generator.Tests;

/// <summary>Eight threads call the same kernels at once; some of the kernels take threads of their own. See <see cref="ConcurrencyCheck"/> for how long.</summary>
public sealed class ConcurrencyTests(ITestOutputHelper output)
{
    [Fact]
    public void Kernels_that_many_threads_call_at_once_give_the_same_bits()
    {
        LossSetup[] few = [.. RotatedKernels.Optional.Where(s => s.Classes % 5 == 2), .. RotatedKernels.Plain.Where(s => s.Classes % 25 == 1), .. RotatedKernels.Binary.Where(s => s.Classes == 17)];
        var kernels = new SetupKernels(SetupVariants.Parallel);
        var check = new ConcurrencyCheck();
        foreach (LossSetup setup in few)
        {
            Add(setup, RotatedKernels.Kernels, rows: 40);
        }

        foreach (LossSetup setup in SetupVariants.Parallel)
        {
            Add(setup, kernels, rows: (SetupVariants.LogitsOfThreads / setup.Classes) + 1);
        }

        string? difference = check.Run();
        output.WriteLine($"{check.Calls} calls, each in four ways.");
        Assert.Null(difference);

        void Add(LossSetup setup, SetupKernels from, int rows)
        {
            int positions = setup.Form == LogitsForm.Rows ? 1 : 19;
            LossInputs inputs = LossInputs.Random(setup, setup.Classes, (rows + positions - 1) / positions, positions);
            if (setup.Element == "float")
            {
                check.Add(from.Of<float>(setup), setup, inputs);
            }
            else
            {
                check.Add(from.Of<double>(setup), setup, inputs);
            }
        }
    }
}
