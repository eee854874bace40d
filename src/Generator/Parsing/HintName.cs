using System.Globalization;
using System.Text;
using CeGen.Generator.Model;

namespace CeGen.Generator.Parsing;

/// <summary>The name of a generated file: readable, allowed in every file system, and its own for every overload.</summary>
internal static class HintName
{
    private const int LongestReadablePart = 100;

    /// <summary>What Windows takes for a device, whatever follows behind a dot; besides the numbered ones.</summary>
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL"];

    public static string Of(MethodDeclaration method)
    {
        string name = string.Join(".", method.Types.Select(t => t.Name).Append(method.PlainName));
        string signature = $"{method.Namespace}|{string.Join("|", method.Types)}|{method.PlainName}{method.TypeParameters}|{string.Join("|", method.Parameters.Select(p => p.Modifiers + p.Type))}";

        var readable = new StringBuilder();
        foreach (char c in (name.Length > LongestReadablePart ? name.Substring(name.Length - LongestReadablePart) : name).TrimStart('.'))
        {
            readable.Append((c < 128 && char.IsLetterOrDigit(c)) || c is '.' or '_' ? c : '_');
        }

        return $"{(IsDevice(readable.ToString()) ? "_" : "")}{readable}.{Hash(signature).ToString("x16", CultureInfo.InvariantCulture)}.g.cs";
    }

    private static bool IsDevice(string file)
    {
        string stem = file.Split('.')[0].ToUpperInvariant();
        return Devices.Contains(stem)
            || (stem.Length == 4 && stem[3] is >= '0' and <= '9' && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)));
    }

    /// <summary>FNV-1a: the same on every machine and in every run. Of 64 bits, because two files of one name are an error that takes all others with it.</summary>
    private static ulong Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ b) * 1099511628211);
        }

        return hash;
    }
}
