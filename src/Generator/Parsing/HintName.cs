using System.Globalization;
using System.Text;
using CeGen.Generator.Model;

namespace CeGen.Generator.Parsing;

/// <summary>The name of a generated file: readable, allowed in every file system, and its own for every overload.</summary>
internal static class HintName
{
    private const int LongestReadablePart = 100;

    public static string Of(MethodDeclaration method)
    {
        string name = string.Join(".", method.Types.Select(t => t.Name).Append(method.PlainName));
        string signature = $"{method.Namespace}|{string.Join("|", method.Types)}|{method.PlainName}{method.TypeParameters}|{string.Join("|", method.Parameters.Select(p => p.Modifiers + p.Type))}";

        var readable = new StringBuilder();
        foreach (char c in name.Length > LongestReadablePart ? name.Substring(name.Length - LongestReadablePart) : name)
        {
            readable.Append((c < 128 && char.IsLetterOrDigit(c)) || c is '.' or '_' ? c : '_');
        }

        return $"{readable}.{Hash(signature).ToString("x8", CultureInfo.InvariantCulture)}.g.cs";
    }

    /// <summary>FNV-1a: the same on every machine and in every run.</summary>
    private static uint Hash(string text)
    {
        uint hash = 2166136261;
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ b) * 16777619);
        }

        return hash;
    }
}
