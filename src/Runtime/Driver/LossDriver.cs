using System.ComponentModel;
using System.Numerics;

namespace CeGen.Runtime;

/// <summary>
/// Everything about a loss but its rows, once for generated and dynamic kernels: the arguments are checked whole, the targets scanned, the
/// divisor found; then the kernel computes block after block of rows, and their losses are summed in order.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LossDriver
{
    /// <summary>Runs a loss over (N, C).</summary>
    /// <typeparam name="TKernel">The kernel; a struct, so that this method is compiled for it.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TTarget">The type of the class indices.</typeparam>
    /// <param name="kernel">The kernel.</param>
    /// <param name="arguments">What the user passed.</param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or two spans overlap that must not. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A target is neither a class nor the ignore index, or a weight is negative or not finite. Nothing has been written.
    /// </exception>
    /// <exception cref="InvalidOperationException">All rows are ignored, and the kernel's <see cref="AllIgnored"/> is to throw. Nothing has been written.</exception>
    public static T Run<TKernel, T, TTarget>(TKernel kernel, scoped LossArguments<T, TTarget> arguments)
        where TKernel : struct, IRowKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        => LossRun<TKernel, T, TTarget, IndexTargets<T, TTarget>>.Run(kernel, in arguments);

    /// <summary>Runs a loss over (N, C, S).</summary>
    /// <typeparam name="TPositions">The kernel for neighbouring positions.</typeparam>
    /// <typeparam name="TRows">The kernel where S is 1.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TTarget">The type of the class indices.</typeparam>
    /// <param name="positions">The kernel for neighbouring positions.</param>
    /// <param name="rows">The kernel where S is 1.</param>
    /// <param name="arguments">What the user passed.</param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or two spans overlap that must not. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A target is neither a class nor the ignore index, or a weight is negative or not finite. Nothing has been written.
    /// </exception>
    /// <exception cref="InvalidOperationException">All rows are ignored, and the kernel's <see cref="AllIgnored"/> is to throw. Nothing has been written.</exception>
    public static T Run<TPositions, TRows, T, TTarget>(TPositions positions, TRows rows, scoped LossArguments<T, TTarget> arguments)
        where TPositions : struct, IRowKernel<T>
        where TRows : struct, IRowKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        => arguments.SpatialSize == 1 ? Run(rows, arguments) : LossRun<TPositions, T, TTarget, IndexTargets<T, TTarget>>.Run(positions, in arguments);
}
