using System.ComponentModel;

namespace CeGen.Runtime;

/// <summary>The numbers that the rows of a loss depend on, for the dynamic kernels.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="classes">The number of classes C.</param>
/// <param name="smoothing">The label smoothing ε.</param>
/// <param name="gamma">The exponent γ of the focal loss.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RowFormula<T>(int classes, T smoothing = default, T gamma = default)
    where T : unmanaged
{
    /// <summary>The number of classes C.</summary>
    public int Classes => classes;

    /// <summary>The label smoothing ε.</summary>
    public T Smoothing => smoothing;

    /// <summary>The exponent γ of the focal loss.</summary>
    public T Gamma => gamma;
}
