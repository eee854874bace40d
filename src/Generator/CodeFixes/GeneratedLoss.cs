using CeGen.Generator.Parsing;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace CeGen.Generator.CodeFixes;

/// <summary>The attributed method that takes a call over.</summary>
/// <param name="Call">The call.</param>
/// <param name="Name">The name of the method.</param>
internal sealed record GeneratedLoss(DynamicCall Call, string Name)
{
    /// <summary>The declaration, with full names, which the simplifier shortens.</summary>
    public MemberDeclarationSyntax Declaration
    {
        get
        {
            DynamicOptions options = Call.Options;
            string parameters = string.Join(", ", Call.Declared.Select(r => $"{options.TypeOf(r)} {ParameterRoles.Names.First(n => ParameterRoles.Of(n) == r)}"));
            string returns = options.IsUnreduced ? "void" : options.Element;
            MemberDeclarationSyntax method = SyntaxFactory.ParseMemberDeclaration(
                $"[global::{AttributeReader.CrossEntropy}{options.Attribute.NormalizeWhitespace()}] private static partial {returns} {Name}({parameters});")!;
            return method
                .WithAttributeLists([method.AttributeLists[0].WithTrailingTrivia(SyntaxFactory.ElasticLineFeed)])
                .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
        }
    }

    /// <summary>The call of the method.</summary>
    public InvocationExpressionSyntax Invocation => SyntaxFactory
        .InvocationExpression(
            SyntaxFactory.IdentifierName(Call.Method == "Backward" ? Name + "Backward" : Name),
            SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(Call.Passed.Select(a => SyntaxFactory.Argument(a.WithoutTrivia())))))
        .WithTriviaFrom(Call.Syntax)
        .WithAdditionalAnnotations(Formatter.Annotation);

    /// <summary>Named like the variable of the loss, in Pascal case, with a number if that is taken.</summary>
    public static GeneratedLoss Of(DynamicCall call, INamedTypeSymbol type, SemanticModel model)
    {
        string variable = call.Receiver switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText.TrimStart('_'),
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText.TrimStart('_'),
            _ => "",
        };
        string plain = variable.Length == 0 ? "Loss" : char.ToUpperInvariant(variable[0]) + variable.Substring(1);
        string name = plain;
        for (int number = 2; IsTaken(name) || IsTaken(name + "Backward"); number++)
        {
            name = plain + NumberRules.Text(number);
        }

        return new(call, name);

        bool IsTaken(string candidate) => type.Name == candidate || !model.LookupSymbols(call.Syntax.SpanStart, name: candidate).IsEmpty;
    }

    /// <summary>Whether the generator makes a kernel of the declaration: it has rules that a loss with options of the run time has not.</summary>
    public async Task<bool> IsAcceptedAsync(Document document, SemanticModel model, Change change, CancellationToken cancellationToken)
    {
        Solution changed = await Change.ApplyAsync(document.Project.Solution, [change], cancellationToken).ConfigureAwait(false);
        SyntaxTree tree = (await changed.GetDocument(document.Id)!.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false))!;
        SyntaxNode root = await tree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        Compilation compilation = model.Compilation.ReplaceSyntaxTree(model.SyntaxTree, tree);
        MethodDeclarationSyntax declaration = root.DescendantNodes().OfType<MethodDeclarationSyntax>().First(m => m.Identifier.ValueText == Name);
        return compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration, cancellationToken) is { } method
            && method.GetAttributes().FirstOrDefault() is { } attribute
            && RequestParser.Parse(method, attribute, compilation, cancellationToken) is { } request
            && !request.Violations.Any(Rule.IsError);
    }
}
