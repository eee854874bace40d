using System.Globalization;
using CeGen.Generator.Model;
using CeGen.Generator.Parsing;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.CodeFixes;

/// <summary>A declaration that breaks a rule, read as the generator reads it: what a fix writes follows from the same rules as the message.</summary>
/// <param name="Symbol">The method.</param>
/// <param name="Syntax">Its declaration: of a partial method, the defining one.</param>
/// <param name="Attribute">The attribute that makes it a loss.</param>
/// <param name="Method">The declaration as the rules see it.</param>
/// <param name="Reduction">The reduction.</param>
/// <param name="IsBinary">Whether it is a binary loss.</param>
/// <param name="Violation">The rule that it breaks.</param>
internal sealed record FaultyDeclaration(
    IMethodSymbol Symbol,
    MethodDeclarationSyntax Syntax,
    AttributeData Attribute,
    MethodDeclaration Method,
    ReductionKind Reduction,
    bool IsBinary,
    Violation Violation)
{
    /// <summary>The attribute as it is written.</summary>
    public AttributeSyntax? AttributeSyntax => Attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;

    /// <summary>The element type of the logits, or what it is most likely meant to be if they are missing or wrong.</summary>
    public ElementType LikelyElement => Method.Find(ParameterRole.Logits)?.Element
        ?? SupportedTypes.ToElement(Symbol.ReturnType.SpecialType)
        ?? Method.Parameters.FirstOrDefault(p => p.Element is not null)?.Element
        ?? ElementType.Single;

    /// <summary>The place of the parameter that the violation speaks of.</summary>
    public int ParameterIndex => Method.Parameters.Select(p => p.Name).ToList().IndexOf(Violation.Name);

    /// <summary>The parameter that the violation speaks of, as it is written.</summary>
    public ParameterSyntax ParameterSyntax => Syntax.ParameterList.Parameters[ParameterIndex];

    /// <summary>Its role.</summary>
    public ParameterRole ParameterRole => Method.Parameters[ParameterIndex].Role;

    /// <summary>Whether a role is taken. A target and targets are one.</summary>
    public bool Has(ParameterRole role) => Method.Find(role) is not null
        || (role == ParameterRole.Targets && Method.Find(ParameterRole.Target) is not null)
        || (role == ParameterRole.Target && Method.Find(ParameterRole.Targets) is not null);

    /// <summary>The role of a name in this kind of loss.</summary>
    public ParameterRole RoleOf(string name) => IsBinary ? BinaryParameterRoles.Of(name) : ParameterRoles.Of(name);

    /// <summary>The attribute's argument of that name, as it is written.</summary>
    public AttributeArgumentSyntax? Argument(string name) =>
        AttributeSyntax?.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name);

    /// <summary>The declaration around a diagnostic, with the violation that it tells of.</summary>
    public static async Task<FaultyDeclaration?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } written
            || model?.GetDeclaredSymbol(written, cancellationToken) is not { } part)
        {
            return null;
        }

        IMethodSymbol method = part.PartialDefinitionPart ?? part;
        return method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is MethodDeclarationSyntax syntax
            ? method.GetAttributes()
                .SelectMany(a => Read(method, syntax, a, model.Compilation, cancellationToken))
                .FirstOrDefault(d => d.Violation.Id == diagnostic.Id && Rule.Describe(d.Violation) == diagnostic.GetMessage(CultureInfo.InvariantCulture))
            : null;
    }

    private static IEnumerable<FaultyDeclaration> Read(
        IMethodSymbol method, MethodDeclarationSyntax syntax, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        switch (attribute.AttributeClass?.ToDisplayString())
        {
            case AttributeReader.CrossEntropy when RequestParser.Parse(method, attribute, compilation, cancellationToken) is { } request:
                return request.Violations.Select(
                    v => new FaultyDeclaration(method, syntax, attribute, request.Method, request.Configuration.Reduction, IsBinary: false, v));
            case BinaryAttributeReader.BinaryCrossEntropy when BinaryRequestParser.Parse(method, attribute, compilation, cancellationToken) is { } request:
                return request.Violations.Select(
                    v => new FaultyDeclaration(method, syntax, attribute, request.Method, request.Configuration.Reduction, IsBinary: true, v));
            default:
                return [];
        }
    }
}
