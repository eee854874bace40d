using CeGen.Testing;
using Spectre.Console;

namespace CeGen.Conformance;

/// <summary>How many checks passed and failed: by loss, side, element type and form.</summary>
internal sealed class CountTable
{
    private readonly Dictionary<(string Loss, string Side, string Element, LossForm Form), (int Passed, int Failed)> _counts = [];

    public int Passed => _counts.Values.Sum(c => c.Passed);

    public int Failed => _counts.Values.Sum(c => c.Failed);

    public void Add(CheckResult result)
    {
        (string, string, string, LossForm) key = (result.Case.Loss, result.Side, result.Element, result.Form);
        (int passed, int failed) = _counts.GetValueOrDefault(key);
        _counts[key] = result.Passed ? (passed + 1, failed) : (passed, failed + 1);
    }

    public void Write(TextWriter output)
    {
        Table table = PlainTable.Of(["loss", "side", "type", "form"], ["passed", "failed"]);
        foreach (((string loss, string side, string element, LossForm form), (int passed, int failed)) in _counts.OrderBy(c => c.Key))
        {
            table.AddRow(Markup.Escape(loss), side, element, form.ToString().ToLowerInvariant(), $"{passed}", $"{failed}");
        }

        PlainTable.Write(table, output);
    }
}
