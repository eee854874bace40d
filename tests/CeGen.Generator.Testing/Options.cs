using System.Globalization;

namespace CeGen.Generator.Testing;

/// <summary>The options of an attribute, as text.</summary>
internal sealed class Options
{
    private readonly List<string> _options = [];

    public Options Add(string name, string value)
    {
        _options.Add($"{name} = {value}");
        return this;
    }

    /// <summary>Adds an option that differs from its default.</summary>
    public Options AddUnless<T>(T standard, string name, T value)
        where T : struct, IEquatable<T>
        => value.Equals(standard) ? this : Add(name, Literal(value));

    public Options AddArray(string name, IEnumerable<double> values) =>
        Add(name, $"new double[] {{ {string.Join(", ", values.Select(v => Literal(v)))} }}");

    public override string ToString() => string.Join(", ", _options);

    private static string Literal<T>(T value)
        where T : struct
        => value switch
        {
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            double d when double.IsNaN(d) => "double.NaN",
            double d => d.ToString("R", CultureInfo.InvariantCulture) + "D",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
}
