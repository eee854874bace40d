using CeGen.Generator.Rules;
using CeGen.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CeGen.Generator.Tests;

/// <summary>Each rule of declarations: where it speaks, that it is silent beside that, and that a kernel comes exactly where there is no error.</summary>
public sealed class RuleCaseTests
{
    /// <summary>Rules about what one of the two losses alone has.</summary>
    private static readonly string[] OfCrossEntropy =
        ["CEGEN003", "CEGEN004", "CEGEN005", "CEGEN015", "CEGEN020", "CEGEN021", "CEGEN022", "CEGEN027", "CEGEN028", "CEGEN029", "CEGEN050", "CEGEN051", "CEGEN052"];

    /// <inheritdoc cref="OfCrossEntropy"/>
    private static readonly string[] OfBinary = ["CEGEN023", "CEGEN024", "CEGEN025", "CEGEN026"];

    /// <summary>The rule that needs another language version, which has a test of its own.</summary>
    private const string OfLanguage = "CEGEN101";

    private static readonly RuleCase[] Cases = [.. RuleCases.All, .. BinaryRuleCases.All];

    [Fact]
    public async Task A_rule_speaks_once_at_the_piece_at_fault()
    {
        Verdict[] verdicts = await DeclarationBatch.Run([.. Cases.Select(c => c.Wrong)]);

        foreach ((RuleCase wrong, Verdict verdict) in Cases.Zip(verdicts))
        {
            string context = $"{wrong}\n{verdict}";
            Assert.True(verdict.Reported.Length == 1, context);
            Diagnostic diagnostic = verdict.Reported[0];
            string text = diagnostic.Location.SourceTree!.ToString();
            (int start, string culprit) = wrong.Culprit;
            Assert.Equal((wrong.Id, wrong.Message), (diagnostic.Id, diagnostic.GetMessage()));
            Assert.Equal(culprit, text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
            Assert.Equal(start, diagnostic.Location.SourceSpan.Start - text.IndexOf(wrong.Wrong, StringComparison.Ordinal));
            Assert.Equal(Rule.All.Single(r => r.Id == wrong.Id).Severity, diagnostic.Severity);
        }
    }

    [Fact]
    public async Task A_rule_is_silent_beside_that()
    {
        foreach (Verdict verdict in await DeclarationBatch.Run([.. Cases.Select(c => c.Right)]))
        {
            Assert.True(verdict is { Reported: [], Refused: [], Added: [], HasKernel: true }, verdict.ToString());
        }
    }

    [Fact]
    public void Every_rule_of_declarations_has_a_case_in_both_losses()
    {
        string[] rules = [.. Rule.All.Select(r => r.Id).Where(id => string.CompareOrdinal(id, "CEGEN200") < 0 && id != OfLanguage)];

        Assert.Equal(rules.Except(OfBinary), RuleCases.All.Select(c => c.Id).Distinct());
        Assert.Equal(rules.Except(OfCrossEntropy), BinaryRuleCases.All.Select(c => c.Id).Distinct());
    }

    [Fact]
    public async Task A_kernel_comes_exactly_where_no_error_is_reported_and_no_error_comes_on_top()
    {
        string[] sources =
        [
            .. Cases.Select(c => c.Wrong),
            .. DiagnosticTests.Mistakes.Concat(BinaryDiagnosticTests.Mistakes).Select(m => ((string)m[1]).Replace("⟦", "").Replace("⟧", "")),
        ];

        foreach (Verdict verdict in await DeclarationBatch.Run(sources))
        {
            // Of two losses on one method, the first has its kernel.
            bool isOfTwo = verdict.Reported.Any(d => d.Id == Rule.TwoLosses.Id);
            Assert.True(verdict.HasKernel == (isOfTwo || !verdict.IsWrong), verdict.ToString());

            // Where there is no place for a body, the compiler says that it is missing.
            bool hasPlace = !verdict.Reported.Any(d => d.Id == Rule.MethodNotPartial.Id || d.Id == Rule.TypeNotPartial.Id);
            Assert.True(verdict.Added.Length == 0 || !hasPlace, verdict.ToString());
        }
    }

    [Theory]
    [InlineData("CrossEntropy(Classes = 3)", "int")]
    [InlineData("BinaryCrossEntropy(Labels = 3)", "float")]
    public async Task A_kernel_that_is_not_specialised_says_why(string attribute, string target)
    {
        string source = $"partial class L {{ [{attribute}] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<{target}> targets); }}";
        string wrong = source.Replace("ReadOnlySpan<float> logits, ", "", StringComparison.Ordinal);

        Verdict[] old = await DeclarationBatch.Run([source, wrong], LanguageVersion.CSharp10);
        Diagnostic diagnostic = Assert.Single(old[0].Reported);
        Assert.Equal((OfLanguage, DiagnosticSeverity.Info), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal("'Loss' is not specialised and calls the dynamic kernel: a specialised kernel needs C# 11 or later", diagnostic.GetMessage());
        Assert.Equal("Loss", diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.True(old[0] is { Added: [], Refused: [], HasKernel: true }, old[0].ToString());

        // There is nothing to forward.
        Assert.DoesNotContain(old[1].Reported, d => d.Id == OfLanguage);
        Assert.Empty((await DeclarationBatch.Run([source], LanguageVersion.CSharp11))[0].Reported);
    }
}
