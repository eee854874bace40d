namespace CeGen.Generator.Tests.Harness;

/// <summary>Logits of kernels that do without maxima while all logits lie within 15 of 0.</summary>
internal static class FarLogits
{
    /// <summary>What is added to some of them: nothing, what is just within and just beyond the limit, beyond every range of the shift, and what is no number.</summary>
    public static TheoryData<double> Outliers => [0, 14.9, 15.1, -15.1, 29, -60, 90, 250, -1e30, double.NegativeInfinity, double.PositiveInfinity, double.NaN];
}
