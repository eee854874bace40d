using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Random options with random batches, beside the reference in double: whatever options come together, they do what each of them says.</summary>
public class RandomSetupTests
{
    private const int Count = 500;

    [Fact]
    public void Random_options_agree_with_the_reference()
    {
        List<string> complaints = [];
        for (int seed = 1; seed <= Count; seed++)
        {
            var random = new Random(seed);
            LossSetup setup = DynamicSpanKernel.Setup(RandomSetup.Create(random));
            LossInputs inputs = RandomInputs.Create(setup, random);
            string? complaint = setup.Element == "float"
                ? ReferenceCheck.Complaint(DynamicSpanKernel.Of<float>(setup), setup, inputs)
                : ReferenceCheck.Complaint(DynamicSpanKernel.Of<double>(setup), setup, inputs);
            if (complaint is not null)
            {
                complaints.Add($"seed {seed}, {inputs.Samples} samples with {inputs.Positions} positions of {setup}: {complaint}");
            }
        }

        Assert.True(complaints.Count == 0, $"{complaints.Count} complaints:\n{string.Join("\n", complaints.Take(10))}");
    }
}
