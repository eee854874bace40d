namespace CeGen.Testing;

/// <summary>The worst errors in units in the last place; those of a gradient are units of its row's largest entry.</summary>
public readonly record struct UlpError(double Loss, double Gradient)
{
    /// <summary>The worse of each; NaN is the worst.</summary>
    public UlpError Or(UlpError? other) =>
        other is { } o ? new UlpError(Math.Max(Loss, o.Loss), Math.Max(Gradient, o.Gradient)) : this;
}
