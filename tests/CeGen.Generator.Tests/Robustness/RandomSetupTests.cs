using System.Numerics;
using CeGen.Testing;
using Xunit.Abstractions;

namespace CeGen.Generator.Tests;

/// <summary>Random valid declarations with random batches, beside the reference in double: whatever options come together, they do what each of them says.</summary>
public sealed class RandomSetupTests(ITestOutputHelper output)
{
    private const int Count = 520;
    private const int BatchesOfEach = 2;

    [Fact]
    public void Random_declarations_agree_with_the_reference()
    {
        // The number in a message repeats its setup and its batches alone.
        (int Seed, LossSetup Setup)[] setups = [.. Enumerable.Range(1, Count).Select(seed => (seed, RandomSetup.Create(new Random(seed))))];
        var kernels = new SetupKernels(setups.Select(s => s.Setup));
        List<string> complaints = [];
        foreach ((int seed, LossSetup setup) in setups)
        {
            for (int batch = 0; batch < BatchesOfEach; batch++)
            {
                LossInputs inputs = RandomInputs.Create(setup, new Random((seed * BatchesOfEach) + batch));
                string? complaint = setup.Element == "float" ? Complaint<float>(kernels, setup, inputs) : Complaint<double>(kernels, setup, inputs);
                if (complaint is not null)
                {
                    complaints.Add($"seed {seed}, batch {batch} of {inputs.Samples} samples with {inputs.Positions} positions: {complaint}\n{SetupText.Declaration(setup)}");
                }
            }
        }

        output.WriteLine($"{setups.Select(s => SetupText.Declaration(s.Setup)).Distinct().Count()} declarations, {setups.Count(s => s.Setup.IsBinary)} of them binary.");
        Assert.True(complaints.Count == 0, $"{complaints.Count} complaints:\n{string.Join("\n", complaints.Take(10))}");
    }

    private static string? Complaint<T>(SetupKernels kernels, LossSetup setup, LossInputs inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => ReferenceCheck.Complaint(kernels.Of<T>(setup), setup, inputs);
}
