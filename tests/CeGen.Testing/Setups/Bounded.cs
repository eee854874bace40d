namespace CeGen.Testing;

/// <summary>A number, and how far from it another may be.</summary>
public readonly record struct Bounded(double Value, double Tolerance)
{
    /// <summary>The product with a number that is rounded, and rounds the product: two units more.</summary>
    public Bounded Times<T>(double factor) => new(Value * factor, (Tolerance * Math.Abs(factor)) + (2 * Ulp.Unit<T>(Value * factor)));

    public bool Admits(double actual) => double.IsFinite(Value) ? Math.Abs(actual - Value) <= Tolerance : actual.Equals(Value);
}
