using System.Numerics;
using CeGen.Generator.Tests.Harness;
using CeGen.Testing;
using Xunit.Abstractions;

namespace CeGen.Generator.Tests;

/// <summary>Eight threads call the same kernels at once; some of the kernels take threads of their own. See <see cref="ConcurrencyCheck"/> for how long.</summary>
public sealed class ConcurrencyTests(ITestOutputHelper output)
{
    /// <summary>The logits from which on a call that may take threads does.</summary>
    private const int LogitsOfThreads = 70_000;

    [Fact]
    public void Kernels_that_many_threads_call_at_once_give_the_same_bits()
    {
        LossSetup[] few = [.. RotatedKernels.Optional.Where(s => s.Classes % 5 == 2), .. RotatedKernels.Plain.Where(s => s.Classes % 25 == 1), .. RotatedKernels.Binary.Where(s => s.Classes == 17)];
        LossSetup[] parallel =
        [
            .. from number in Enumerable.Range(0, SetupVariants.Count)
               let classes = number % 3 == 0 ? 10 : number % 3 == 1 ? 100 : 1000
               select SetupVariants.Of(number % 2 == 0 ? "float" : "double", classes, number, (LogitsForm)(number / 4)) with { IsParallel = true },
            SetupVariants.OfBinary("float", 10, 5) with { IsParallel = true },
        ];
        var kernels = new SetupKernels(parallel);
        var check = new ConcurrencyCheck();
        foreach (LossSetup setup in few)
        {
            Add(setup, RotatedKernels.Kernels, rows: 40);
        }

        foreach (LossSetup setup in parallel)
        {
            Add(setup, kernels, rows: (LogitsOfThreads / setup.Classes) + 1);
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
