using System.Collections.Immutable;
using System.Composition;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.CodeFixes;

/// <summary>Writes an attributed partial method with the constant options of a <c>CrossEntropyLoss</c>, and calls it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GeneratedLossFix)), Shared]
public sealed class GeneratedLossFix : FixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rule.OptionsAreConstant.Id];

    /// <summary>None: each call gets a method of its own, and which of them should be one is for the user to see.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    internal override async Task<IReadOnlyList<Change>> FindChangesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax syntax
            || model?.GetOperation(syntax, cancellationToken) is not IInvocationOperation operation
            || DynamicOptions.Read(diagnostic) is not { } options
            || DynamicCall.Read(operation, options) is not { } call
            || Home.Of(syntax, model, cancellationToken) is not { } home)
        {
            return [];
        }

        GeneratedLoss loss = GeneratedLoss.Of(call, home.Type, model);
        var change = new Change(
            $"Generate '{loss.Name}' with [CrossEntropy] and call it",
            nameof(GeneratedLossFix),
            [Edit.Of(syntax, _ => loss.Invocation), .. Leftover(call, model), .. home.Add(loss.Declaration, cancellationToken)]);
        return await loss.IsAcceptedAsync(document, model, change, cancellationToken).ConfigureAwait(false) ? [change] : [];
    }

    /// <summary>The declaration of a variable that held the loss for this call alone.</summary>
    private static IEnumerable<Edit> Leftover(DynamicCall call, SemanticModel model)
    {
        if (call.Receiver is IdentifierNameSyntax name
            && model.GetSymbolInfo(name).Symbol is ILocalSymbol local
            && References.Of(local, model, call.Syntax).All(r => r == name)
            && Statements.Declaration(local) is { } declaration)
        {
            yield return Edit.Remove(Statements.Whole(declaration));
        }
    }
}
