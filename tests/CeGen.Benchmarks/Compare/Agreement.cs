namespace CeGen.Benchmarks;

/// <summary>Sides that compute different losses cannot be compared.</summary>
internal static class Agreement
{
    private const double Tolerance = 1e-3;

    /// <exception cref="InvalidOperationException">A loss is another one than that of the generated kernel.</exception>
    public static void Check(string workload, Sides sides)
    {
        double expected = sides.Generated();
        Check("dynamic", sides.Dynamic());
        Check("scalar", sides.Scalar());

        void Check(string side, double loss)
        {
            if (!(Math.Abs(loss - expected) <= Tolerance * Math.Abs(expected)))
            {
                throw new InvalidOperationException(
                    FormattableString.Invariant($"The {side} loss of {workload} is {loss}, the generated one {expected}: they do not compute the same."));
            }
        }
    }
}
