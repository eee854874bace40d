using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CeGen.Generator.Tests.Harness;

namespace CeGen.Generator.Tests;

/// <summary>
/// Gradients of 12 MiB and more are written past the caches, unless they take the place of the logits. So a kernel is compared with itself: in place, and apart, at a start that is at
/// no line, between elements that must stay as they are. Among the rows are ignored ones, which other code writes, and one that is left to the dynamic kernel.
/// </summary>
public sealed class StreamingTests
{
    private const int Bytes = 12 << 20;
    private const int Guard = 32;

    private static readonly (string Name, string Options, int Classes)[] Kernels =
    [
        .. new[] { 2, 10, 16, 27, 32, 33, 64, 100, 127, 128, 200, 256, 1000, 1024, 1027, 5001 }.Select(c => ("Plain", "", c)),
        .. new[] { 40, 300, 1024, 5001 }.Select(c => ("Smooth", ", LabelSmoothing = 0.1f", c)),
        .. new[] { 40, 300, 1027 }.Select(c => ("Focal", ", FocalGamma = 2f", c)),
        .. new[] { 40, 300 }.Select(c => ("Weighted", ", LabelSmoothing = 0.1f, ClassWeights = new double[] { " + string.Join(", ", Enumerable.Range(0, c).Select(i => (i % 7).ToString(CultureInfo.InvariantCulture))) + " }", c)),
    ];

    private static readonly (string Name, string Options, int Classes)[] Mixtures =
    [
        .. new[] { 40, 300, 1027, 5001 }.Select(c => ("Mixture", "", c)),
        .. new[] { 40, 1000 }.Select(c => ("SmoothMixture", ", LabelSmoothing = 0.1f", c)),
    ];

    private static readonly (string Name, string Options, int Classes)[] Positions =
    [
        .. new[] { 1, 5, 21, 33, 100 }.Select(c => ("Positions", ", Layout = ClassLayout.ClassFirst", c)),
        .. new[] { 5, 40 }.Select(c => ("SmoothPositions", ", Layout = ClassLayout.ClassFirst, LabelSmoothing = 0.1f", c)),
    ];

    private static readonly LoadedAssembly Assembly = Generation.Run(Source()).Load();

    public static TheoryData<string> Methods => [.. Kernels.SelectMany(k => new[] { $"{k.Name}{k.Classes}_float", $"{k.Name}{k.Classes}_double" })];

    public static TheoryData<string> MixtureMethods => [.. Mixtures.SelectMany(k => new[] { $"{k.Name}{k.Classes}_float", $"{k.Name}{k.Classes}_double" })];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Past_the_caches_the_bits_are_the_same(string method)
    {
        if (method.EndsWith("float", StringComparison.Ordinal))
        {
            Check<float, int>(method, IndexTargets, 3);
        }
        else
        {
            Check<double, int>(method, IndexTargets, 1);
        }
    }

    [Theory]
    [MemberData(nameof(MixtureMethods))]
    public void Past_the_caches_the_bits_are_the_same_for_probabilities(string method)
    {
        if (method.EndsWith("float", StringComparison.Ordinal))
        {
            Check<float, float>(method, static (rows, classes) => [.. Enumerable.Range(0, rows * classes).Select(i => (i % 5) / 7f)], 5);
        }
        else
        {
            Check<double, double>(method, static (rows, classes) => [.. Enumerable.Range(0, rows * classes).Select(i => (i % 5) / 7d)], 7);
        }
    }

    public static TheoryData<string> PositionMethods => [.. Positions.SelectMany(k => new[] { $"{k.Name}{k.Classes}_float", $"{k.Name}{k.Classes}_double" })];

    /// <summary>Sizes of samples that are whole lines, many and few, and sizes that are not; gradients that start at a line, and do not.</summary>
    [Theory]
    [MemberData(nameof(PositionMethods))]
    public void Past_the_caches_the_bits_are_the_same_for_positions(string method)
    {
        foreach (int size in new[] { 4096, 64, 4099, 37 })
        {
            foreach (int misplaced in new[] { -1, 3 })
            {
                if (method.EndsWith("float", StringComparison.Ordinal))
                {
                    CheckPositions<float>(method, size, misplaced);
                }
                else
                {
                    CheckPositions<double>(method, size, misplaced);
                }
            }
        }
    }

    [Fact]
    public void A_gradient_at_the_start_of_a_line_has_the_same_bits() => Check<float, int>("Plain1000_float", IndexTargets, -1);

    [Fact]
    public void A_gradient_whose_elements_lie_between_their_places_has_the_same_bits()
    {
        const int Classes = 1000;
        const int Rows = (Bytes / sizeof(float) / Classes) + 2;
        float[] logits = [.. Enumerable.Range(0, Rows * Classes).Select(i => (i * 37 % 101) / 20f)];
        int[] targets = IndexTargets(Rows, Classes);
        Span<float> gradient = MemoryMarshal.Cast<byte, float>(new byte[(logits.Length * sizeof(float)) + 1].AsSpan(1));
        Fused<float, int> fused = Assembly.Method<Fused<float, int>>("Plain1000_float");
        float loss = fused(logits, targets, gradient);

        Assert.Equal(fused(logits, targets, logits), loss);
        Assert.True(gradient.SequenceEqual(logits));
    }

    /// <summary>Some ignored, alone, in pairs, and the first and the last.</summary>
    private static int[] IndexTargets(int rows, int classes) => [.. Enumerable.Range(0, rows).Select(i =>
        i == 0 || i == rows - 1 || i % 97 == 13 || i % 301 is 7 or 8 ? -100 : (int)((uint)(i * 2654435761) % (uint)classes))];

    private static void Check<T, TTarget>(string method, Func<int, int, TTarget[]> makeTargets, int misplaced)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int classes = ClassesOf(method);
        Check<T, TTarget>(Assembly.Method<Fused<T, TTarget>>(method), classes, (Bytes / Unsafe.SizeOf<T>() / classes) + 2, makeTargets, misplaced);
    }

    private static void CheckPositions<T>(string method, int size, int misplaced)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int classes = ClassesOf(method);
        int samples = (Bytes / Unsafe.SizeOf<T>() / classes / size) + 1;
        FusedPositions<T> positions = Assembly.Method<FusedPositions<T>>(method);
        Check<T, int>((logits, targets, gradient) => positions(logits, targets, size, gradient), classes, samples * size, IndexTargets, misplaced);
    }

    private delegate T FusedPositions<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, int spatialSize, Span<T> gradient)
        where T : unmanaged;

    private static int ClassesOf(string method) => int.Parse(string.Concat(method.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    private static void Check<T, TTarget>(Fused<T, TTarget> fused, int classes, int rows, Func<int, int, TTarget[]> makeTargets, int misplaced)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = Unsafe.SizeOf<T>();
        T[] logits = new T[rows * classes];
        uint state = 1;
        for (int i = 0; i < logits.Length; i++)
        {
            state = (state * 1664525) + 1013904223;
            logits[i] = T.CreateTruncating((int)(state >> 8) - (1 << 23)) / T.CreateTruncating(1 << 21);
        }

        logits[(50 * classes) + 1] = T.CreateTruncating(1e4);
        TTarget[] targets = makeTargets(rows, classes);
        T untouched = T.CreateTruncating(-7);
        T[] memory = GC.AllocateUninitializedArray<T>(logits.Length + (2 * Guard), pinned: true);
        memory.AsSpan().Fill(untouched);
        int start = Start(memory, size, misplaced);
        T loss = fused(logits, targets, memory.AsSpan(start, logits.Length));

        Assert.Equal(fused(logits, targets, logits), loss);
        Assert.True(memory.AsSpan(start, logits.Length).SequenceEqual(logits));
        Assert.All(memory[..start], g => Assert.Equal(untouched, g));
        Assert.All(memory[(start + logits.Length)..], g => Assert.Equal(untouched, g));
    }

    /// <summary>The first element that lies so many elements, or none, behind the start of a line.</summary>
    private static int Start<T>(T[] pinned, int size, int misplaced)
    {
        int inLine = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0) % 64 / size);
        return ((64 / size) - inLine + (misplaced < 0 ? 0 : misplaced)) % (64 / size);
    }

    private static string Source() => $$"""
        using System;
        using CeGen;

        public static partial class Losses
        {
        {{string.Join('\n', Kernels.SelectMany(k => Declarations(k, "int")).Concat(Mixtures.SelectMany(k => Declarations(k, null))).Concat(Positions.SelectMany(k => Declarations(k, "int", ", int spatialSize"))))}}
        }
        """;

    private static IEnumerable<string> Declarations((string Name, string Options, int Classes) kernel, string? targets, string more = "") => new[] { "float", "double" }.Select(element =>
        $"[CrossEntropy(Classes = {kernel.Classes}{kernel.Options})] public static partial {element} {kernel.Name}{kernel.Classes}_{element}(ReadOnlySpan<{element}> logits, ReadOnlySpan<{targets ?? element}> targets{more});");
}
