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
    /// compiler have nothing to say, but for doubts that a fix cannot take away.
    /// </summary>
    public static async Task Is(CodeFixProvider fix, string title, string marked, string expected, string? remaining = null, OutputKind output = OutputKind.DynamicallyLinkedLibrary)
    {
        (Editor editor, ImmutableArray<Diagnostic> diagnostics) = await Open(marked, output);
        Diagnostic diagnostic = diagnostics.First(d => fix.FixableDiagnosticIds.Contains(d.Id));
        CodeAction action = Assert.Single(await editor.Actions(fix, diagnostic), a => a.Title == title);
        string[] files = await editor.Apply(action);

        Assert.Equal(expected, Assert.Single(files));
        await IsRight(files, remaining, output);
    }

    /// <summary>The titles that the fix offers for the diagnostic between ⟦ and ⟧.</summary>
    public static async Task<IEnumerable<string>> Titles(CodeFixProvider fix, string marked)
    {
        (Editor editor, ImmutableArray<Diagnostic> diagnostics) = await Open(marked, OutputKind.DynamicallyLinkedLibrary);
        IReadOnlyList<CodeAction>[] actions = await Task.WhenAll(diagnostics.Select(d => editor.Actions(fix, d)));
        return actions.SelectMany(a => a).Select(a => a.Title);
    }

    /// <summary>The fix of all diagnostics of the files turns them into the expected ones, of which nobody has anything to say.</summary>
    public static async Task AreAll(CodeFixProvider fix, string[] files, string[] expected, FixAllScope scope = FixAllScope.Project, string? remaining = null)
    {
        Editor editor = Editor.Open(OutputKind.DynamicallyLinkedLibrary, files);
        string[] actual = await editor.Apply(await editor.Everywhere(fix, scope));

        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second));
        Assert.Equal(expected.Length, actual.Length);
        await IsRight(actual, remaining, OutputKind.DynamicallyLinkedLibrary);
    }

    /// <summary>Generator, analyzers and compiler have nothing to say that a user has to act on.</summary>
    private static async Task IsRight(string[] files, string? remaining, OutputKind output)
    {
        CSharpCompilation compilation = Generation.Compile(files.Select((text, i) => (i == 0 ? "Source.cs" : $"Source{i}.cs", text)), o => o.WithOutputKind(output));
        Generation generation = Generation.Run(compilation, Generation.CreateDriver(compilation));
        ImmutableArray<Diagnostic> diagnostics = await generation.Output.WithAnalyzers(GeneratorReference.Analyzers).GetAnalyzerDiagnosticsAsync();

        Assert.DoesNotContain(generation.CompilerDiagnostics(), d => d.Id != "CS1591");
        Assert.DoesNotContain(diagnostics, d => d.Severity >= DiagnosticSeverity.Warning && d.Id != remaining);
    }

    /// <summary>The source in an editor, and what the analyzers say of the text between ⟦ and ⟧.</summary>
    private static async Task<(Editor Editor, ImmutableArray<Diagnostic> Diagnostics)> Open(string marked, OutputKind output)
    {
        int start = marked.IndexOf('⟦', StringComparison.Ordinal);
        int length = marked.IndexOf('⟧', StringComparison.Ordinal) - start - 1;
        Editor editor = Editor.Open(output, marked.Replace("⟦", "").Replace("⟧", ""));
        ImmutableArray<Diagnostic> diagnostics =
            [.. (await editor.Diagnostics()).Where(d => d.Location.SourceSpan.Start == start && d.Location.SourceSpan.Length == length)];
        Assert.NotEmpty(diagnostics);
        return (editor, diagnostics);
    }
}
