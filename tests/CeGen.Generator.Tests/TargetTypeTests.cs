using System.Numerics;
using CeGen.Generator.Tests.Harness;
using CeGen.Testing;

namespace CeGen.Generator.Tests;

/// <summary>All eight integer types, batched and unbatched.</summary>
public sealed class TargetTypeTests
{
    private static readonly LoadedAssembly Assembly = Compile();

    [Fact]
    public void Byte_targets() => Check<byte>("byte");

    [Fact]
    public void SByte_targets() => Check<sbyte>("sbyte");

    [Fact]
    public void Int16_targets() => Check<short>("short");

    [Fact]
    public void UInt16_targets() => Check<ushort>("ushort");

    [Fact]
    public void Int32_targets() => Check<int>("int");

    [Fact]
    public void UInt32_targets() => Check<uint>("uint");

    [Fact]
    public void Int64_targets() => Check<long>("long");

    [Fact]
    public void UInt64_targets() => Check<ulong>("ulong");

    private static void Check<TTarget>(string keyword)
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        float[] logits = Data.Logits(7 * 100, 3).As<float>();
        long[] targets = Data.Targets(100, 7, 3, ignoreIndex: 2);
        TTarget[] typed = [.. targets.Select(TTarget.CreateChecked)];

        float expected = Assembly.Method<Forward<float, long>>("Batch_long")(logits, targets);
        Assert.Equal(expected, Assembly.Method<Forward<float, TTarget>>("Batch_" + keyword)(logits, typed));

        Unbatched<TTarget> single = Assembly.Method<Unbatched<TTarget>>("Single_" + keyword);
        float one = single(logits.AsSpan(0, 7), TTarget.One);
        Assert.Equal(ReferenceCrossEntropy.Compute([.. logits[..7].Select(x => (double)x)], [1], 7, Reduction.Sum).Reduced, one, 1e-5);
        Assert.Equal(float.NaN, single(logits.AsSpan(0, 7), TTarget.CreateChecked(2)));

        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(() => single(new float[7], TTarget.CreateChecked(7)));
        Assert.Equal("target", thrown.ParamName);
        Assert.StartsWith("Target 7 is out of range: expected 0 ≤ target < 7, or the ignore index 2.", thrown.Message, StringComparison.Ordinal);
        thrown = Assert.Throws<ArgumentOutOfRangeException>(() => Assembly.Method<Forward<float, TTarget>>("Batch_" + keyword)(new float[14], [TTarget.One, TTarget.CreateChecked(100)]));
        Assert.Equal("targets", thrown.ParamName);
        Assert.StartsWith("Target 100 at row 1 is out of range", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("logits", Assert.Throws<ArgumentException>(() => single(new float[14], TTarget.One)).ParamName);
    }

    private static LoadedAssembly Compile()
    {
        string[] types = ["byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong"];
        return Generation.Run($$"""
            using System;
            using CeGen;
            public static partial class Losses
            {
            {{string.Join("\n", types.Select(t => $"""
                [CrossEntropy(Classes = 7, IgnoreIndex = 2)] public static partial float Batch_{t}(ReadOnlySpan<float> logits, ReadOnlySpan<{t}> targets);
                [CrossEntropy(Classes = 7, IgnoreIndex = 2)] public static partial float Single_{t}(ReadOnlySpan<float> logits, {t} target);
                """))}}
            }
            """).Load();
    }

    private delegate float Unbatched<TTarget>(ReadOnlySpan<float> logits, TTarget target);
}
