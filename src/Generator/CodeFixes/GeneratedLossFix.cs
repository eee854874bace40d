using System.Collections.Immutable;
using System.Composition;
using CeGen.Generator.Model;
using CeGen.Generator.Parsing;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;

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
            || syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
            || model.GetDeclaredSymbol(type, cancellationToken) is not { } symbol)
        {
            return [];
        }

        INamedTypeSymbol[] types = [.. Around(symbol)];
        if (types.Any(t => t.IsFileLocal))
        {
            return [];
        }

        string name = FreeName(call, symbol, model);
        List<Edit> edits =
        [
            Edit.Of(syntax, _ => Call(call, name).WithTriviaFrom(syntax)),
            .. Leftover(call, model),
            .. PartialTypes.Edits(types.Where(t => !PartialTypes.IsPartial(t)), cancellationToken),
            Edit.Of(type, t => t.AddMembers(Declaration(call, name, root))),
        ];
        return [new($"Generate '{name}' with [CrossEntropy] and call it", nameof(GeneratedLossFix), edits)];
    }

    private static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
        {
            yield return around;
        }
    }

    /// <summary>The name of the loss, in Pascal case, with a number if it is taken.</summary>
    private static string FreeName(DynamicCall call, INamedTypeSymbol type, SemanticModel model)
    {
        string variable = call.Receiver switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText.TrimStart('_'),
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText.TrimStart('_'),
            _ => "",
        };
        string name = variable.Length == 0 ? "Loss" : char.ToUpperInvariant(variable[0]) + variable.Substring(1);
        for (int number = 2; IsTaken(name) || IsTaken(name + "Backward"); number++)
        {
            name = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') + number;
        }

        return name;

        bool IsTaken(string candidate) => type.Name == candidate || !model.LookupSymbols(call.Syntax.SpanStart, name: candidate).IsEmpty;
    }

    private static InvocationExpressionSyntax Call(DynamicCall call, string name) => SyntaxFactory.InvocationExpression(
        SyntaxFactory.IdentifierName(call.Method == "Backward" ? name + "Backward" : name),
        SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(call.Passed.Select(a => SyntaxFactory.Argument(a.WithoutTrivia())))))
        .WithAdditionalAnnotations(Formatter.Annotation);

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

    private static MemberDeclarationSyntax Declaration(DynamicCall call, string name, SyntaxNode root)
    {
        DynamicOptions options = call.Configuration;
        string parameters = string.Join(", ", call.Declared.Select(r => $"{options.TypeOf(r)} {ParameterRoles.Names.First(n => ParameterRoles.Of(n) == r)}"));
        string returns = options.IsUnreduced ? "void" : options.Element;
        string end = root.DescendantTrivia().FirstOrDefault(t => t.IsKind(SyntaxKind.EndOfLineTrivia)).ToString();
        string text = $"[global::{AttributeReader.CrossEntropy}{options.Attribute.NormalizeWhitespace()}]{end}private static partial {returns} {name}({parameters});{end}";
        return SyntaxFactory.ParseMemberDeclaration(text)!
            .WithLeadingTrivia(SyntaxFactory.EndOfLine(end))
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
    }
}
