using CeGen.Generator.Testing;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>The generated half of <see cref="Sides{T}"/>.</summary>
internal static class GeneratedLosses
{
    public static LoadedAssembly Assembly { get; } = Generation.Run(
        $"using System; using System.Numerics.Tensors; using CeGen;\n{Source("float")}\n{Source("double")}").Load();

    private static string Source(string element) => $$"""
        public static partial class Losses_{{element}}
        {
            [CrossEntropy(Classes = 3)]
            public static partial {{element}} NaN(ReadOnlySpan<{{element}}> logits, ReadOnlySpan<int> targets);

            [CrossEntropy(Classes = 3, AllIgnored = AllIgnored.Zero)]
            public static partial {{element}} Zero(ReadOnlySpan<{{element}}> logits, ReadOnlySpan<int> targets);

            [CrossEntropy(Classes = 3, AllIgnored = AllIgnored.Throw)]
            public static partial {{element}} Throw(ReadOnlySpan<{{element}}> logits, ReadOnlySpan<int> targets);

            [CrossEntropy(Classes = 3)]
            public static partial {{element}} Bytes(ReadOnlySpan<{{element}}> logits, ReadOnlySpan<byte> targets);

            [CrossEntropy(Classes = 3)]
            public static partial {{element}} Weighted(ReadOnlySpan<{{element}}> logits, ReadOnlySpan<int> targets, ReadOnlySpan<{{element}}> weights);

            [CrossEntropy(Classes = 3)]
            public static partial {{element}} Single(ReadOnlySpan<{{element}}> logits, int target);

            [CrossEntropy(Classes = 3, Reduction = Reduction.None)]
            public static partial void Outputs(ReadOnlySpan<{{element}}> logits, ReadOnlySpan<int> targets, Span<{{element}}> losses, Span<{{element}}> logSumExp, Span<int> predictions);

            [CrossEntropy(Classes = 3, IgnoreIndex = 1)]
            public static partial {{element}} Probabilities(ReadOnlySpan<{{element}}> logits, ReadOnlySpan<{{element}}> targets);

            [BinaryCrossEntropy(Labels = 2)]
            public static partial {{element}} Binary(ReadOnlySpan<{{element}}> logits, ReadOnlySpan<{{element}}> targets, ReadOnlySpan<{{element}}> labelWeights, ReadOnlySpan<{{element}}> positiveWeights);

            [CrossEntropy(Classes = 3)]
            public static partial {{element}} Tensors(ReadOnlyTensorSpan<{{element}}> logits, ReadOnlyTensorSpan<int> targets);
        }
        """;
}
