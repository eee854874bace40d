using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CeGen.CodeFixes.Tests.Harness;

/// <summary>A small editor: files, what the analyzers say of them, and what a fix makes of them.</summary>
internal sealed class Editor
{
    private readonly Project _project;

    private Editor(Project project) => _project = project;

    public static Editor Open(OutputKind output, params string[] files)
    {
        CSharpCompilation template = Generation.Compile("", o => o.WithOutputKind(output));
        Project project = new AdhocWorkspace().AddProject("Project", LanguageNames.CSharp)
            .WithMetadataReferences(template.References)
            .WithCompilationOptions(template.Options)
            .WithParseOptions(template.SyntaxTrees[0].Options)
            .AddAnalyzerReference(GeneratorReference.Instance);
        for (int i = 0; i < files.Length; i++)
        {
            project = project.AddDocument(i == 0 ? "Source.cs" : $"Source{i}.cs", files[i], filePath: i == 0 ? "Source.cs" : $"Source{i}.cs").Project;
        }

        return new Editor(project);
    }

    /// <summary>What the analyzers say, in the order of the sources.</summary>
    public async Task<ImmutableArray<Diagnostic>> Diagnostics()
    {
        Compilation compilation = (await _project.GetCompilationAsync())!;
        ImmutableArray<Diagnostic> diagnostics = await compilation.WithAnalyzers(GeneratorReference.Analyzers).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    /// <summary>What a fix offers to do about a diagnostic.</summary>
    public async Task<IReadOnlyList<CodeAction>> Actions(CodeFixProvider fix, Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        Document document = _project.GetDocument(diagnostic.Location.SourceTree)!;
        if (fix.FixableDiagnosticIds.Contains(diagnostic.Id))
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        }

        return actions;
    }

    /// <summary>The files after an action.</summary>
    public async Task<string[]> Apply(CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        Project changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(_project.Id)!;
        return await Task.WhenAll(changed.Documents.Select(async d => (await d.GetTextAsync()).ToString()));
    }

    /// <summary>The action that does everywhere what a fix offers to do in one place.</summary>
    public async Task<CodeAction> Everywhere(CodeFixProvider fix, FixAllScope scope)
    {
        Diagnostic first = (await Diagnostics()).First(d => fix.FixableDiagnosticIds.Contains(d.Id));
        CodeAction action = (await Actions(fix, first))[0];
        var context = new FixAllContext(
            _project.GetDocument(first.Location.SourceTree)!, fix, scope, action.EquivalenceKey!, fix.FixableDiagnosticIds, new Analysis(this), CancellationToken.None);
        return (await fix.GetFixAllProvider()!.GetFixAsync(context))!;
    }

    private sealed class Analysis(Editor editor) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await editor.Diagnostics();

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            (await editor.Diagnostics()).Where(d => editor._project.GetDocument(d.Location.SourceTree)!.Id == document.Id);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
