using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.Parsing;

/// <summary>Turns a <c>[BinaryCrossEntropy]</c> method into a request: the door for generator and analyzer, as <see cref="RequestParser"/> is.</summary>
internal static class BinaryRequestParser
{
    public static BinaryRequest? Parse(IMethodSymbol method, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not MethodDeclarationSyntax syntax)
        {
            return null;
        }

        MethodDeclaration declaration = MethodReader.Read(method, syntax, BinaryParameterRoles.Of);
        BinaryConfiguration configuration = BinaryAttributeReader.Read(attribute);
        string hintName = HintName.Of(declaration);
        cancellationToken.ThrowIfCancellationRequested();

        List<Violation> placement = [.. PlacementRules.Check(method, syntax, declaration, hintName, cancellationToken)];
        if (method.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == AttributeReader.CrossEntropy))
        {
            // The body is that of [CrossEntropy].
            placement.Add(Rule.TwoLosses.At(Culprit.Attribute, "", declaration.Name));
        }

        List<Violation> violations =
        [
            .. placement,
            .. BinaryConfigurationRules.Check(configuration, declaration.Find(ParameterRole.Logits)?.Element),
            .. BinarySignatureRules.Check(declaration, configuration),
            .. EffectRules.Check(declaration, configuration),
            .. DoubtRules.Check(declaration, configuration),
        ];
        Refusals.Silence(violations, method, attribute);
        cancellationToken.ThrowIfCancellationRequested();
        bool wantsOverloads = configuration.GenerateBackward
            && declaration.Find(ParameterRole.Gradient) is null
            && !Refusals.IsSignatureRefused(method, declaration)
            && !violations.Any(RequestParser.SpoilsOverloads);
        return new BinaryRequest(
            hintName,
            declaration,
            configuration,
            RequestParser.Settings(compilation, syntax),
            placement.Count == 0 && !FreeSignatures.IsRepeated(method) && !Refusals.ForbidsBody(method, syntax),
            Refusals.Any(method, attribute, declaration),
            wantsOverloads && !FreeSignatures.IsFusedTaken(method, declaration),
            wantsOverloads && !FreeSignatures.IsBackwardTaken(method, declaration),
            new EquatableArray<Violation>(violations));
    }
}
