using CeGen.Generator.Testing;
using CeGen.Generator.Tests.Harness;

namespace CeGen.Generator.Tests;

/// <summary><c>Parallel = true</c>: the same kernel on as many threads as there are processors, with the same bits.</summary>
public sealed class ParallelTests
{
    private const string Source = """
        using System;
        using CeGen;

        public static partial class Losses
        {
            [CrossEntropy(Classes = 10)]
            public static partial float Few(ReadOnlySpan<float> logits, ReadOnlySpan<long> targets);

            [CrossEntropy(Classes = 10, Parallel = true)]
            public static partial float FewParallel(ReadOnlySpan<float> logits, ReadOnlySpan<long> targets);

            [CrossEntropy(Classes = 1000)]
            public static partial float Many(ReadOnlySpan<float> logits, ReadOnlySpan<long> targets);

            [CrossEntropy(Classes = 1000, Parallel = true)]
            public static partial float ManyParallel(ReadOnlySpan<float> logits, ReadOnlySpan<long> targets);

            [BinaryCrossEntropy(Labels = 10)]
            public static partial float Tags(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);

            [BinaryCrossEntropy(Labels = 10, Parallel = true)]
            public static partial float TagsParallel(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
        }
        """;

    private static readonly Generation Generation = Generation.Run(Source);

    private static readonly LoadedAssembly Assembly = Generation.Load();

    [Theory]
    [InlineData("Few", 10)]
    [InlineData("Many", 1000)]
    public void Threads_leave_the_bits_of_a_cross_entropy(string name, int classes)
    {
        const int Logits = 300_000;
        float[] logits = Data.Logits(Logits, 1).As<float>();
        long[] targets = Data.Targets(Logits / classes, classes, 2, ignoreIndex: -100);
        float[] expected = new float[Logits], actual = new float[Logits];
        float one = Assembly.Method<Fused<float, long>>(name)(logits, targets, expected);
        float many = Assembly.Method<Fused<float, long>>(name + "Parallel")(logits, targets, actual);

        Assert.Equal(one, many);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Threads_leave_the_bits_of_a_binary_cross_entropy()
    {
        const int Logits = 300_000;
        float[] logits = Data.Logits(Logits, 1).As<float>();
        float[] targets = [.. Enumerable.Range(0, Logits).Select(i => i % 3 == 0 ? 1f : 0f)];
        float[] expected = new float[Logits], actual = new float[Logits];
        float one = Assembly.Method<Fused<float, float>>("Tags")(logits, targets, expected);
        float many = Assembly.Method<Fused<float, float>>("TagsParallel")(logits, targets, actual);

        Assert.Equal(one, many);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void A_kernel_says_whether_threads_share_its_rows()
    {
        string[] kernels = [.. Generation.Result.GeneratedTrees.Select(t => t.ToString())];

        Assert.Equal(6, kernels.Length);
        Assert.All(kernels, k => Assert.Contains($"public int MaxDegreeOfParallelism => {(k.Contains("ParallelKernel", StringComparison.Ordinal) ? -1 : 1)};", k, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CrossEntropy(Classes = 3, Parallel = true)", "float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets)")]
    [InlineData("BinaryCrossEntropy(Labels = 3, Parallel = true)", "float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets)")]
    public void A_method_that_is_not_specialised_passes_it_on(string attribute, string method)
    {
        string source = $"using System;\nusing CeGen;\npublic static partial class Losses {{ [{attribute}] public static partial {method}; }}";
        Generation forwarded = Generation.Run(source, language: Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp10);

        Assert.Contains(", -1)", forwarded.SingleSource, StringComparison.Ordinal);
        Assert.Empty(forwarded.CompilerDiagnostics());
    }
}
