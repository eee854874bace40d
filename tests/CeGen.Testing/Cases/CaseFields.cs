using System.Globalization;
using System.Text.Json;

namespace CeGen.Testing;

/// <summary>The fields of a case. Numbers may be written as strings, a list of one as a number; null is a field that is not there.</summary>
internal sealed class CaseFields
{
    private readonly JsonElement _case;

    public CaseFields(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"The case is a JSON {element.ValueKind}; expected an object.");
        }

        _case = element;
    }

    public bool Has(string name) => Find(name) is not null;

    public string? Text(string name) => Find(name) is not { } e ? null
        : e.ValueKind == JsonValueKind.String ? e.GetString()
        : throw new FormatException($"'{name}' is {Shorten(e)}; expected a string.");

    public double? Number(string name) => Find(name) is { } e ? Number(name, e) : null;

    public long? Integer(string name) => Find(name) is { } e ? Integer(name, e) : null;

    public double[]? Numbers(string name) => Find(name) is { } e ? [.. Flat(e).Select(entry => Number(name, entry))] : null;

    public long[]? Integers(string name) => Find(name) is { } e ? [.. Flat(e).Select(entry => Integer(name, entry))] : null;

    private JsonElement? Find(string name) =>
        _case.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static IEnumerable<JsonElement> Flat(JsonElement e) =>
        e.ValueKind == JsonValueKind.Array ? e.EnumerateArray().SelectMany(Flat) : [e];

    private static double Number(string name, JsonElement e)
    {
        if (e.ValueKind == JsonValueKind.Number)
        {
            return e.GetDouble();
        }

        string text = e.ValueKind == JsonValueKind.String ? e.GetString()!.Trim() : "";
        return text.ToUpperInvariant() switch
        {
            "NAN" or "-NAN" or "+NAN" => double.NaN,
            "INFINITY" or "INF" or "+INFINITY" or "+INF" or "∞" => double.PositiveInfinity,
            "-INFINITY" or "-INF" or "-∞" => double.NegativeInfinity,
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                ? number
                : throw new FormatException($"'{name}' has {Shorten(e)}; expected a number."),
        };
    }

    private static long Integer(string name, JsonElement e)
    {
        string text = e.ValueKind == JsonValueKind.String ? e.GetString()!.Trim() : e.GetRawText();
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
        {
            return integer;
        }

        // 3.0 is a class, too.
        double number = Number(name, e);
        return double.IsInteger(number) && Math.Abs(number) < 1L << 53
            ? (long)number
            : throw new FormatException($"'{name}' has {Shorten(e)}; expected a whole number.");
    }

    private static string Shorten(JsonElement e)
    {
        const int Longest = 40;
        string text = e.GetRawText();
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}
