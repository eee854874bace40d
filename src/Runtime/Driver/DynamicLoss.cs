using System.ComponentModel;
using System.Numerics;

namespace CeGen.Runtime;

/// <summary>What a generated method calls where its configuration is not specialised.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DynamicLoss
{
    /// <summary>Runs a cross entropy with the dynamic kernel.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TTarget">The type of the class indices.</typeparam>
    /// <param name="classes">The number of classes.</param>
    /// <param name="reduction">The reduction.</param>
    /// <param name="smoothing">The label smoothing ε.</param>
    /// <param name="ignoreIndex">The target that marks a row as ignored.</param>
    /// <param name="allIgnored">What the mean is if all rows are ignored.</param>
    /// <param name="arguments">What the user passed.</param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    public static T Run<T, TTarget>(
        int classes, Reduction reduction, double smoothing, long ignoreIndex, AllIgnored allIgnored, scoped LossArguments<T, TTarget> arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        => LossDriver.Run(new DynamicRowKernel<T>(classes, reduction, ignoreIndex, allIgnored, T.CreateTruncating(smoothing)), arguments);
}
