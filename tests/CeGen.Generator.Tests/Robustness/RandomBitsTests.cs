using System.Numerics;
using CeGen.Generator.Tests.Harness;
using CeGen.Testing;

namespace CeGen.Generator.Tests;

/// <summary>Logits of any bits: no exception, NaN in the rows alone that are spoilt, and the same bits as ever in the others.</summary>
public sealed class RandomBitsTests
{
    [Fact]
    public void Plain_losses_spoil_no_row_but_those_that_are_spoilt() => Check(RotatedKernels.Plain.Where(s => s.Classes % 7 is 1 or 4));

    [Fact]
    public void Losses_with_every_option_spoil_no_row_but_those_that_are_spoilt() => Check(RotatedKernels.Optional);

    [Fact]
    public void Binary_losses_spoil_no_element_but_those_that_are_spoilt() => Check(RotatedKernels.Binary);

    private static void Check(IEnumerable<LossSetup> setups)
    {
        List<string> complaints = [];
        foreach (LossSetup setup in setups)
        {
            string? complaint = setup.Element == "float" ? Complaint<float>(setup) : Complaint<double>(setup);
            if (complaint is not null)
            {
                complaints.Add($"{SetupText.Declaration(setup)}\n  {complaint}");
            }
        }

        Assert.True(complaints.Count == 0, $"{complaints.Count} complaints:\n{string.Join("\n", complaints.Take(20))}");
    }

    private static string? Complaint<T>(LossSetup setup)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int positions = setup.Form == LogitsForm.Rows ? 1 : 23;
        return BitsCheck.Complaint(RotatedKernels.Kernels.Of<T>(setup), setup, LossInputs.Random(setup, setup.Classes, positions == 1 ? 150 : 5, positions), new Random(setup.Classes));
    }
}
