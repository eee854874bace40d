using CeGen.Generator.Emitting;
using CeGen.Generator.Model;
using CeGen.Generator.Parsing;
using CeGen.Generator.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator;

/// <summary>
/// Writes the kernels of <c>[CrossEntropy]</c> methods: parse (symbols to a model), plan (the model to a kernel's shape), emit (the shape to text).
/// It reports nothing: that is the analyzer's part.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class CrossEntropyGenerator : IIncrementalGenerator
{
    /// <summary>The names of the steps, for tests of caching.</summary>
    internal const string ParseStep = "Parse";

    /// <inheritdoc cref="ParseStep"/>
    internal const string PlanStep = "Plan";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<KernelPlan> plans = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeReader.CrossEntropy,
                static (node, _) => node is MethodDeclarationSyntax,
                static (c, cancellationToken) =>
                    RequestParser.Parse((IMethodSymbol)c.TargetSymbol, c.Attributes[0], c.SemanticModel.Compilation, cancellationToken))
            .Where(static request => request is { CanImplement: true })
            .Select(static (request, _) => request!)
            .WithTrackingName(ParseStep)
            .Select(static (request, _) => Planner.Plan(request))
            .WithTrackingName(PlanStep);

        context.RegisterSourceOutput(plans, static (output, plan) => output.AddSource(plan.Request.HintName, FileEmitter.Emit(plan)));
    }
}
