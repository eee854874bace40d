using System.ComponentModel;
using System.Numerics;

namespace CeGen.Runtime;

/// <summary><see cref="LossDriver"/> for class probabilities as targets.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ProbabilityLossDriver
{
    /// <summary>Runs a loss over (N, C).</summary>
    /// <typeparam name="TKernel">The kernel; a struct, so that this method is compiled for it.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="kernel">The kernel.</param>
    /// <param name="arguments">What the user passed.</param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or two spans overlap that must not. Nothing has been written.</exception>
    public static T Run<TKernel, T>(TKernel kernel, scoped LossArguments<T, T> arguments)
        where TKernel : struct, IRowKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => LossRun<TKernel, T, T, ProbabilityTargets<T>>.Run(kernel, in arguments);

    /// <summary>Runs a loss over (N, C, S).</summary>
    /// <typeparam name="TPositions">The kernel for neighbouring positions.</typeparam>
    /// <typeparam name="TRows">The kernel where S is 1.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="positions">The kernel for neighbouring positions.</param>
    /// <param name="rows">The kernel where S is 1.</param>
    /// <param name="arguments">What the user passed.</param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or two spans overlap that must not. Nothing has been written.</exception>
    public static T Run<TPositions, TRows, T>(TPositions positions, TRows rows, scoped LossArguments<T, T> arguments)
        where TPositions : struct, IRowKernel<T>
        where TRows : struct, IRowKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => arguments.SpatialSize == 1 ? Run(rows, arguments) : LossRun<TPositions, T, T, ProbabilityTargets<T>>.Run(positions, in arguments);
}
