using CeGen.Generator.Rules;
using CeGen.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace CeGen.Generator.Tests;

/// <summary>Declarations of every form, right and wrong in ways that nobody has thought of.</summary>
public sealed class RandomDeclarationTests(ITestOutputHelper output)
{
    /// <summary>Errors for which there is no place for a body.</summary>
    private static readonly string[] Placeless = [Rule.MethodNotPartial.Id, Rule.TypeNotPartial.Id, Rule.MethodKindWrong.Id];

    [Theory]
    [InlineData(LanguageVersion.Default, 1, 600)]
    [InlineData(LanguageVersion.CSharp10, 2, 1400)]
    public async Task Whatever_is_declared_nothing_fails_and_no_compiler_error_comes_on_top(LanguageVersion language, int seed, int count)
    {
        var random = new Random(seed);
        Verdict[] verdicts = await DeclarationBatch.Run([.. Enumerable.Range(0, count).Select(_ => RandomDeclaration.Create(random))], language);

        int right = verdicts.Count(v => !v.IsWrong && v.Refused.Length == 0);
        int wrong = verdicts.Count(v => v.IsWrong);
        output.WriteLine($"{count} declarations: {right} right, {wrong} wrong, {count - right - wrong} that the compiler alone refuses.");
        foreach (IGrouping<string, string> rule in verdicts.SelectMany(v => v.Reported.Select(d => d.Id).Distinct()).GroupBy(id => id).OrderBy(g => g.Key))
        {
            output.WriteLine($"{rule.Key}: {rule.Count()}");
        }

        Verdict[] spoilt = [.. verdicts.Where(v => v.Added.Length > 0 && !v.Reported.Any(d => Placeless.Contains(d.Id)))];
        Assert.True(spoilt.Length == 0, $"{spoilt.Length} with errors on top:\n{string.Join("\n\n", spoilt.Take(10).Select(v => v.ToString()))}");

        Verdict[] undecided = [.. verdicts.Where(v => v.Refused.Length == 0 && v.HasKernel == v.IsWrong && !IsOfTwo(v))];
        Assert.True(undecided.Length == 0, $"{undecided.Length} on which generator and analyzer differ:\n{string.Join("\n\n", undecided.Take(10).Select(v => v.ToString()))}");
        Assert.True(right > count / 5 && wrong > count / 5, $"{right} right, {wrong} wrong");
    }

    /// <summary>Whether there is more than one attributed method, or more than one attribute, so that a kernel and an error go together.</summary>
    private static bool IsOfTwo(Verdict verdict) => verdict.Source.Split("CrossEntropy(").Length > 2;
}
