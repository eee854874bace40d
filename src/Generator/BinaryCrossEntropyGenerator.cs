using CeGen.Generator.Emitting;
using CeGen.Generator.Model;
using CeGen.Generator.Parsing;
using CeGen.Generator.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator;

/// <summary>Writes the kernels of <c>[BinaryCrossEntropy]</c> methods, in the steps of <see cref="CrossEntropyGenerator"/>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class BinaryCrossEntropyGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<BinaryPlan> plans = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                BinaryAttributeReader.BinaryCrossEntropy,
                static (node, _) => node is MethodDeclarationSyntax,
                static (c, cancellationToken) =>
                    BinaryRequestParser.Parse((IMethodSymbol)c.TargetSymbol, c.Attributes[0], c.SemanticModel.Compilation, cancellationToken))
            .Where(static request => request is { CanImplement: true })
            .Select(static (request, _) => request!)
            .WithTrackingName(CrossEntropyGenerator.ParseStep)
            .Select(static (request, _) => BinaryPlanner.Plan(request))
            .WithTrackingName(CrossEntropyGenerator.PlanStep);

        context.RegisterSourceOutput(plans, static (output, plan) => output.AddSource(plan.Request.HintName, BinaryFileEmitter.Emit(plan)));
    }
}
