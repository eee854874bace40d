using CeGen.Testing;
using Xunit.Abstractions;

namespace CeGen.Runtime.Tests;

/// <summary>Eight threads call the same loss objects at once; some of the losses take threads of their own. See <see cref="ConcurrencyCheck"/> for how long.</summary>
public class ConcurrencyTests(ITestOutputHelper output)
{
    [Fact]
    public void Losses_that_many_threads_call_at_once_give_the_same_bits()
    {
        var check = new ConcurrencyCheck();
        foreach (LossSetup setup in (LossSetup[])[.. DynamicSetups.All.Where(s => s.Classes % 20 == 3), .. DynamicSetups.Binary.Where(s => s.Classes == 17), .. DynamicSetups.Parallel])
        {
            int rows = setup.IsParallel ? (SetupVariants.LogitsOfThreads / setup.Classes) + 1 : 40, positions = setup.Form == LogitsForm.Rows ? 1 : 19;
            LossInputs inputs = LossInputs.Random(setup, setup.Classes, (rows + positions - 1) / positions, positions);
            if (setup.Element == "float")
            {
                check.Add(DynamicSpanKernel.Of<float>(setup), setup, inputs);
            }
            else
            {
                check.Add(DynamicSpanKernel.Of<double>(setup), setup, inputs);
            }
        }

        string? difference = check.Run();
        output.WriteLine($"{check.Calls} calls, each in four ways.");
        Assert.Null(difference);
    }
}
