using System.Globalization;
using System.Text;
using CeGen.Generator.Model;

namespace CeGen.Generator.Emitting;

/// <summary>Every literal of the emitted code: the same in every culture.</summary>
internal static class Literal
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(long value) => value switch
    {
        long.MinValue => "long.MinValue",
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A number of the element type, with the fewest digits that give it back.</summary>
    public static string Of(double value, ElementType element) => element == ElementType.Single
        ? Name((float)value, "float") ?? ((float)value).ToString("R", CultureInfo.InvariantCulture) + "f"
        : Name(value, "double") ?? value.ToString("R", CultureInfo.InvariantCulture) + "d";

    /// <summary>Numbers of the element type, with commas between.</summary>
    public static string List(IEnumerable<double> values, ElementType element) => string.Join(", ", values.Select(v => Of(v, element)));

    public static string Of(string value)
    {
        var literal = new StringBuilder("\"");
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' or '\\' => literal.Append('\\').Append(c),
                < ' ' => literal.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => literal.Append(c),
            };
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A number for readers: with a comma between thousands.</summary>
    public static string Readable(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string? Name(double value, string type) => value switch
    {
        double.NaN => $"{type}.NaN",
        double.PositiveInfinity => $"{type}.PositiveInfinity",
        double.NegativeInfinity => $"{type}.NegativeInfinity",
        _ => null,
    };
}
