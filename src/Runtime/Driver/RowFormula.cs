using System.ComponentModel;
using System.Numerics;

namespace CeGen.Runtime;

/// <summary>The numbers that the rows of a loss depend on, for the dynamic kernels.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="classes">The number of classes C.</param>
/// <param name="smoothing">The label smoothing ε.</param>
/// <param name="gamma">The exponent γ of the focal loss.</param>
/// <remarks>What follows from ε is rounded once, as it is in generated kernels.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RowFormula<T>(int classes, double smoothing = 0, double gamma = 0)
    where T : unmanaged, INumberBase<T>
{
    /// <summary>The number of classes C.</summary>
    public int Classes => classes;

    /// <summary>The label smoothing ε.</summary>
    public T Smoothing => T.CreateTruncating(smoothing);

    /// <summary>What the label smoothing leaves to the target: 1 − ε.</summary>
    public T Held => T.CreateTruncating(1 - smoothing);

    /// <summary>What the label smoothing gives to each class: ε/C.</summary>
    public T Share => T.CreateTruncating(smoothing / classes);

    /// <summary>The exponent γ of the focal loss.</summary>
    public T Gamma => T.CreateTruncating(gamma);
}
