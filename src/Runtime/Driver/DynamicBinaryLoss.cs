using System.ComponentModel;
using System.Numerics;

namespace CeGen.Runtime;

/// <summary>What <see cref="BinaryCrossEntropyLoss"/> calls, and a generated method whose configuration is not specialised.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DynamicBinaryLoss
{
    /// <summary>Runs a binary cross entropy with the dynamic kernel.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="labels">The number of labels.</param>
    /// <param name="reduction">The reduction.</param>
    /// <param name="gamma">γ of the focal loss; 0 for none.</param>
    /// <param name="alpha">α of the focal loss; <see langword="null"/> for none.</param>
    /// <param name="arguments">What the user passed.</param>
    /// <param name="maxDegreeOfParallelism">The most threads that share the elements; −1 for as many as there are processors.</param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    public static T Run<T>(int labels, Reduction reduction, double gamma, double? alpha, scoped BinaryArguments<T> arguments, int maxDegreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var formula = new BinaryFormula<T>(T.CreateTruncating(gamma), T.CreateTruncating(alpha ?? 1), T.CreateTruncating(1 - (alpha ?? 0)));
        return BinaryLossDriver.Run(new DynamicBinaryKernel<T>(labels, reduction, formula, maxDegreeOfParallelism), arguments);
    }
}
