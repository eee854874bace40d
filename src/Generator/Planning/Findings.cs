using CeGen.Generator.Model;
using CeGen.Generator.Rules;

namespace CeGen.Generator.Planning;

/// <summary>All that is to be said of a declaration: the rules that it breaks, and what the plan made of it.</summary>
internal static class Findings
{
    public static IEnumerable<Violation> Of(KernelRequest request) =>
        request.CanImplement ? Of(request.Violations, request.Method, Planner.Plan(request).Strategy) : request.Violations;

    public static IEnumerable<Violation> Of(BinaryRequest request) =>
        request.CanImplement ? Of(request.Violations, request.Method, BinaryPlanner.Plan(request).Strategy) : request.Violations;

    private static EquatableArray<Violation> Of(EquatableArray<Violation> violations, MethodDeclaration method, RowStrategy strategy) => strategy is ForwardStrategy forward
        ? new([.. violations, Rule.NotSpecialised.At(Culprit.Method, "", method.Name, forward.Reason)])
        : violations;
}
