using System.Reflection;

namespace CeGen.Benchmarks;

/// <summary>What the targets of a workload are.</summary>
internal enum TargetKind
{
    /// <summary>The class of each row.</summary>
    Index,

    /// <summary>A probability for each class.</summary>
    Probability,

    /// <summary>Any number of labels, each 0 or 1.</summary>
    Label,
}

/// <summary>What a peer has to know of a kernel to compute the same. It is read from the kernel's attribute, so that nobody writes it twice.</summary>
internal sealed record LossOptions(TargetKind Targets, double LabelSmoothing, double[]? ClassWeights, ClassLayout Layout)
{
    /// <summary>Whether there is no gradient to compute.</summary>
    public bool IsForwardOnly { get; init; }

    /// <summary>Whether some classes are masked: their logits are −∞ in every row, and they are nobody's target.</summary>
    public bool IsMasked { get; init; }

    /// <summary>The options of a method of <see cref="Kernels"/>.</summary>
    /// <param name="kernel">The method's name.</param>
    public static LossOptions Of(string kernel)
    {
        MethodInfo[] declarations = [.. typeof(Kernels).GetMethods().Where(m => m.Name == kernel)];
        if (declarations.Any(m => m.IsDefined(typeof(BinaryCrossEntropyAttribute))))
        {
            return new LossOptions(TargetKind.Label, 0, null, ClassLayout.ClassLast);
        }

        MethodInfo declared = declarations.Single(m => m.IsDefined(typeof(CrossEntropyAttribute)));
        CrossEntropyAttribute options = declared.GetCustomAttribute<CrossEntropyAttribute>()!;
        ParameterInfo[] parameters = declared.GetParameters();
        TargetKind targets = parameters[0].ParameterType == parameters[1].ParameterType ? TargetKind.Probability : TargetKind.Index;
        return new LossOptions(targets, options.LabelSmoothing, options.ClassWeights, options.Layout);
    }
}
