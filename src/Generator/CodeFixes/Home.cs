using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace CeGen.Generator.CodeFixes;

/// <summary>The type that a new method goes into: the one around the code that calls it.</summary>
/// <param name="Type">The type.</param>
/// <param name="Syntax">Its declaration; <see langword="null"/> for statements outside any type, whose type has none in the file.</param>
/// <param name="Unit">The file.</param>
internal sealed record Home(INamedTypeSymbol Type, TypeDeclarationSyntax? Syntax, CompilationUnitSyntax Unit)
{
    private const string Program = "Program";

    /// <returns><see langword="null"/> if a generated file cannot reach the type.</returns>
    public static Home? Of(SyntaxNode code, SemanticModel model, CancellationToken cancellationToken)
    {
        var unit = (CompilationUnitSyntax)code.SyntaxTree.GetRoot(cancellationToken);
        TypeDeclarationSyntax? syntax = code.FirstAncestorOrSelf<TypeDeclarationSyntax>()
            ?? unit.Members.OfType<ClassDeclarationSyntax>().FirstOrDefault(c => c.Identifier.ValueText == Program);
        INamedTypeSymbol? type = syntax is null
            ? model.GetEnclosingSymbol(code.SpanStart, cancellationToken)?.ContainingType
            : model.GetDeclaredSymbol(syntax, cancellationToken);
        return type is null || Around(type).Any(t => t.IsFileLocal) ? null : new Home(type, syntax, unit);
    }

    /// <summary>Adds a method, and makes the types around it partial.</summary>
    public IEnumerable<Edit> Add(MemberDeclarationSyntax method, CancellationToken cancellationToken) => Syntax is null
        ? [Edit.Of(Unit, u => u.AddMembers(ProgramWith(method)))]
        : [.. PartialTypes.Edits(Around(Type).Where(t => !PartialTypes.IsPartial(t)), cancellationToken), Edit.Of(Syntax, t => t.AddMembers(Spaced(method, t)))];

    /// <summary>Another part of the type that the compiler makes of the statements.</summary>
    private static ClassDeclarationSyntax ProgramWith(MemberDeclarationSyntax method)
    {
        ClassDeclarationSyntax program = SyntaxFactory.ClassDeclaration(Program).AddModifiers(SyntaxFactory.Token(SyntaxKind.PartialKeyword)).AddMembers(method);
        return program.WithLeadingTrivia(SyntaxFactory.ElasticLineFeed).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed).WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>With an empty line before it, unless it is the first.</summary>
    private static MemberDeclarationSyntax Spaced(MemberDeclarationSyntax method, TypeDeclarationSyntax type) =>
        (type.Members.Count == 0 ? method : method.WithLeadingTrivia(SyntaxFactory.ElasticLineFeed)).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);

    private static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
        {
            yield return around;
        }
    }
}
