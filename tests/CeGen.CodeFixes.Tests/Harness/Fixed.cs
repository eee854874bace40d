using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CeGen.CodeFixes.Tests.Harness;

/// <summary>Assertions about fixes.</summary>
internal static class Fixed
{
    /// <summary>
    /// The fix offers the action of that title for the diagnostic between ⟦ and ⟧. It turns the source into the expected one, of which generator, analyzers and
    /// compiler have nothing to say.
    /// </summary>
    public static async Task Is(CodeFixProvider fix, string title, string marked, string expected)
    {
        (Editor editor, Diagnostic diagnostic) = await Open(fix, marked);
        CodeAction action = Assert.Single(await editor.Actions(fix, diagnostic), a => a.Title == title);
        string[] files = await editor.Apply(action);

        Assert.Equal(expected, Assert.Single(files));
        await IsRight(files);
    }

    /// <summary>The titles that the fix offers for the diagnostic between ⟦ and ⟧.</summary>
    public static async Task<IEnumerable<string>> Titles(CodeFixProvider fix, string marked)
    {
        (Editor editor, Diagnostic diagnostic) = await Open(fix, marked);
        return (await editor.Actions(fix, diagnostic)).Select(a => a.Title);
    }

    /// <summary>The fix of all diagnostics of the files turns them into the expected ones, of which nobody has anything to say.</summary>
    public static async Task AreAll(CodeFixProvider fix, string[] files, string[] expected, FixAllScope scope = FixAllScope.Project)
    {
        Editor editor = Editor.Open(files);
        string[] actual = await editor.Apply(await editor.Everywhere(fix, scope));

        Assert.Equal(expected, actual);
        await IsRight(actual);
    }

    public static async Task IsRight(string[] files)
    {
        CSharpCompilation compilation = Generation.Compile(files.Select((text, i) => (i == 0 ? "Source.cs" : $"Source{i}.cs", text)));
        Generation generation = Generation.Run(compilation, Generation.CreateDriver(compilation));
        ImmutableArray<Diagnostic> diagnostics = await generation.Output.WithAnalyzers(GeneratorReference.Analyzers).GetAnalyzerDiagnosticsAsync();

        Assert.DoesNotContain(generation.CompilerDiagnostics(), d => d.Id != "CS1591");
        Assert.Empty(diagnostics);
    }

    private static async Task<(Editor Editor, Diagnostic Diagnostic)> Open(CodeFixProvider fix, string marked)
    {
        int start = marked.IndexOf('⟦', StringComparison.Ordinal);
        int length = marked.IndexOf('⟧', StringComparison.Ordinal) - start - 1;
        Editor editor = Editor.Open(marked.Replace("⟦", "").Replace("⟧", ""));
        Diagnostic diagnostic = (await editor.Diagnostics()).First(
            d => d.Location.SourceSpan.Start == start && d.Location.SourceSpan.Length == length && fix.FixableDiagnosticIds.Contains(d.Id));
        return (editor, diagnostic);
    }
}
