using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.Parsing;

/// <summary>Turns an attributed method into a request. Generator and analyzer both come here, so that they cannot disagree.</summary>
internal static class RequestParser
{
    public static KernelRequest? Parse(IMethodSymbol method, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not MethodDeclarationSyntax syntax)
        {
            return null;
        }

        MethodDeclaration declaration = MethodReader.Read(method, syntax);
        CrossEntropyConfiguration configuration = AttributeReader.Read(attribute);
        string hintName = HintName.Of(declaration);
        cancellationToken.ThrowIfCancellationRequested();

        List<Violation> placement = [.. PlacementRules.Check(method, declaration, hintName, cancellationToken)];
        List<Violation> violations = [.. placement, .. ConfigurationRules.Check(configuration, declaration.Find(ParameterRole.Logits)?.Element), .. SignatureRules.Check(declaration, configuration)];
        if (AttributeReader.HasErrors(attribute))
        {
            // The compiler reports it; a second sentence about what could not be read would only confuse.
            violations.RemoveAll(v => v.Id == Rule.ClassesMissing.Id);
        }

        cancellationToken.ThrowIfCancellationRequested();
        bool wantsOverloads = configuration is { GenerateBackward: true, Classes: not null } && violations.Count == 0 && declaration.Find(ParameterRole.Gradient) is null;
        return new KernelRequest(
            hintName,
            declaration,
            configuration,
            Settings(compilation, syntax),
            placement.Count == 0 && !FreeSignatures.IsRepeated(method),
            wantsOverloads && !FreeSignatures.IsFusedTaken(method, declaration),
            wantsOverloads && !FreeSignatures.IsBackwardTaken(method, declaration),
            new EquatableArray<Violation>(violations));
    }

    public static ProjectSettings Settings(Compilation compilation, MethodDeclarationSyntax syntax) => new(
        ((CSharpParseOptions)syntax.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp11,
        compilation.Options is CSharpCompilationOptions { CheckOverflow: true });
}
