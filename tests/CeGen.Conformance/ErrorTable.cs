using CeGen.Testing;
using Spectre.Console;

namespace CeGen.Conformance;

/// <summary>The worst errors in ulp of the cases that promise some: by loss, family, side and element type.</summary>
internal sealed class ErrorTable
{
    private readonly Dictionary<(string Loss, string Family, string Side, string Element), (UlpError Error, double Promise)> _errors = [];

    public void Add(CheckResult result)
    {
        if (result.Case.Promise is { } promise && result.Error is { } error)
        {
            (string, string, string, string) key = (result.Case.Loss, promise.Family, result.Side, result.Element);
            (UlpError worst, double ulp) = _errors.GetValueOrDefault(key);
            _errors[key] = (error.Or(worst), Math.Max(ulp, promise.Ulp));
        }
    }

    public void Write(TextWriter output)
    {
        if (_errors.Count == 0)
        {
            return;
        }

        Table table = PlainTable.Of(["loss", "family", "side", "type"], ["loss, ulp", "gradient, ulp", "promised"]);
        foreach (((string loss, string family, string side, string element), (UlpError error, double promise)) in _errors.OrderBy(e => e.Key))
        {
            table.AddRow(
                Markup.Escape(loss),
                Markup.Escape(family),
                side,
                element,
                FormattableString.Invariant($"{error.Loss:F2}"),
                FormattableString.Invariant($"{error.Gradient:F2}"),
                FormattableString.Invariant($"{promise}"));
        }

        PlainTable.Write(table, output);
    }
}
