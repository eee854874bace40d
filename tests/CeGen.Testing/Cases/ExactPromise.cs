using System.Text.RegularExpressions;

namespace CeGen.Testing;

/// <summary>How many units in the last place a result may be off: a loss in its own, a gradient in those of its row's largest entry.</summary>
/// <param name="Family">What the logits are like: <c>normal</c>, <c>offset</c>, <c>sure</c> and so on.</param>
/// <param name="Ulp">The promise.</param>
public sealed partial record ExactPromise(string Family, double Ulp)
{
    private const double Tight = 4;
    private const double Focal = 6;
    private const double Wide = 16;

    /// <summary>The promise for a row with one class: what remains in the other families is the rounding of x − max.</summary>
    public static ExactPromise OfRow(string name)
    {
        string family = FamilyOf(name);
        return new ExactPromise(family, family is "normal" or "offset" ? Tight : Wide);
    }

    /// <summary>The promise for an element of a binary loss, with a target of 0 or 1.</summary>
    public static ExactPromise OfElement(string name, double gamma) =>
        new(FamilyOf(name), gamma == 0 ? Tight : gamma <= 2 ? Focal : Wide);

    /// <summary>The family is the name without its class count or numbers: <c>wide</c> for <c>wide_C1000</c>.</summary>
    internal static string FamilyOf(string name) => Tail().Replace(name, "") is { Length: > 0 } family ? family : name;

    [GeneratedRegex(@"(_C?-?[0-9.]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Tail();
}
