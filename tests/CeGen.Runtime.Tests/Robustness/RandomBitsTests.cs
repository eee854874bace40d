using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Logits of any bits: no exception, NaN in the rows alone that are spoilt, and the same bits as ever in the others.</summary>
public class RandomBitsTests
{
    [Fact]
    public void No_row_is_spoilt_but_those_that_are() => Check(DynamicSetups.All);

    [Fact]
    public void No_element_of_a_binary_loss_is_spoilt_but_those_that_are() => Check(DynamicSetups.Binary);

    private static void Check(LossSetup[] setups)
    {
        List<string> complaints = [];
        foreach (LossSetup setup in setups)
        {
            int positions = setup.Form == LogitsForm.Rows ? 1 : 23;
            LossInputs inputs = LossInputs.Random(setup, setup.Classes, positions == 1 ? 150 : 5, positions);
            string? complaint = setup.Element == "float"
                ? BitsCheck.Complaint(DynamicSpanKernel.Of<float>(setup), setup, inputs, new Random(setup.Classes))
                : BitsCheck.Complaint(DynamicSpanKernel.Of<double>(setup), setup, inputs, new Random(setup.Classes));
            if (complaint is not null)
            {
                complaints.Add($"{setup}: {complaint}");
            }
        }

        Assert.True(complaints.Count == 0, $"{complaints.Count} complaints:\n{string.Join("\n", complaints.Take(20))}");
    }
}
