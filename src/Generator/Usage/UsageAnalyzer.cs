using System.Collections.Immutable;
using CeGen.Generator.Analyzers;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.Usage;

/// <summary>
/// Reports what is wrong or likely wrong where a loss is called. Each check has a file; none speaks where it is in doubt. Calls of anything else cost
/// a look at the names of their parameters, and projects without CeGen cost nothing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UsageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. Rule.Usage.Select(r => Descriptors.Of(r.Id))];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (UsageTypes.Of(start.Compilation) is { } types)
            {
                start.RegisterOperationAction(c => Analyze(c, types), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        if (CallReader.Read((IInvocationOperation)context.Operation, types) is not { } call)
        {
            return;
        }

        IEnumerable<Diagnostic> diagnostics =
        [
            .. NormalizedLogits.Check(call, types),
            .. TargetsOutOfRange.Check(call, types),
            .. LengthsThatDoNotFit.Check(call),
            .. OneHotTargets.Check(call, types),
            .. ResultThrownAway.Check(call),
            .. ConstantOptions.Check(call),
            .. SpatialSizeOverflow.Check(call),
        ];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            context.ReportDiagnostic(diagnostic);
        }
    }
}
