using CeGen.Generator.Model;

namespace CeGen.Generator.Planning;

/// <summary>Folds class weights and label smoothing.</summary>
internal static class WeightsPlanner
{
    public static WeightsPlan? Plan(MethodDeclaration method, CrossEntropyConfiguration configuration, SmoothingPlan? smoothing)
    {
        if (method.Find(ParameterRole.Weights) is not null)
        {
            return new ArgumentWeights();
        }

        if (configuration.ClassWeights is not { } weights || weights.All(w => w == 1))
        {
            return null;
        }

        double held = smoothing?.Held ?? 1;
        double share = smoothing?.Share ?? 0;
        return new ConstantWeights(
            weights,
            new EquatableArray<double>(weights.Select(w => held * w)),
            new EquatableArray<double>(weights.Select(w => share * w)),
            share * weights.Sum());
    }
}
