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

        List<Violation> placement = [.. PlacementRules.Check(method, syntax, declaration, hintName, cancellationToken)];
        List<Violation> violations =
        [
            .. placement,
            .. ConfigurationRules.Check(configuration, declaration.Find(ParameterRole.Logits)?.Element),
            .. SignatureRules.Check(declaration, configuration),
            .. TargetRules.Check(declaration, configuration),
            .. EffectRules.Check(declaration, configuration),
            .. DoubtRules.Check(declaration, configuration),
        ];
        Refusals.Silence(violations, method, attribute);
        cancellationToken.ThrowIfCancellationRequested();
        bool wantsOverloads = configuration.GenerateBackward
            && declaration.Find(ParameterRole.Gradient) is null
            && !Refusals.IsSignatureRefused(method, declaration)
            && !violations.Any(SpoilsOverloads);
        return new KernelRequest(
            hintName,
            declaration,
            configuration,
            Settings(compilation, syntax),
            placement.Count == 0 && !FreeSignatures.IsRepeated(method) && !Refusals.ForbidsBody(method, syntax),
            Refusals.Any(method, attribute, declaration),
            wantsOverloads && !FreeSignatures.IsFusedTaken(method, declaration),
            wantsOverloads && !FreeSignatures.IsBackwardTaken(method, declaration),
            new EquatableArray<Violation>(violations));
    }

    /// <summary>Whether no overload can be made of the signature. A wrong option leaves them: they throw, and their callers are no errors on top.</summary>
    public static bool SpoilsOverloads(Violation violation) =>
        Rule.IsError(violation) && violation.Culprit is not (Culprit.Argument or Culprit.Attribute);

    public static ProjectSettings Settings(Compilation compilation, MethodDeclarationSyntax syntax) => new(
        ((CSharpParseOptions)syntax.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp11,
        compilation.Options is CSharpCompilationOptions { CheckOverflow: true });
}
