using System.Numerics;
using CeGen.Generator.Testing;
using CeGen.Generator.Tests.Harness;
using CeGen.Testing;

namespace CeGen.Generator.Tests;

/// <summary>
/// Every option of a generated loss with every other, in each form, beside the dynamic loss, which is another code and is held to PyTorch and to references
/// of its own. Their sums are exact before they are rounded, and all else is the same operations in the same order: the bits are equal.
/// </summary>
public sealed class OptionTests(OptionTests.Kernels kernels) : IClassFixture<OptionTests.Kernels>
{
    private const int Samples = 3;
    private const int SpatialSize = 37;
    private const int Rows = Samples * SpatialSize;

    public static TheoryData<string> Names => [.. All.Keys];

    private static (int Classes, Form Form)[] Forms { get; } = [(2, Form.Rows), (5, Form.Rows), (33, Form.Rows), (5, Form.Positions), (33, Form.Positions), (4, Form.Tensors)];

    /// <summary>Rows of which some sums take four classes at a time, or four vectors, with more besides.</summary>
    private static (int Classes, Form Form)[] FormsOfFours { get; } = [(30, Form.Rows), (30, Form.Positions), (60, Form.Rows), (100, Form.Rows), (259, Form.Rows)];

    private static Dictionary<string, OptionKernel> All { get; } = Grid().ToDictionary(k => k.Name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_and_dynamic_agree(string name)
    {
        OptionKernel kernel = All[name];
        if (kernel.Element == "float")
        {
            Check<float>(kernel);
        }
        else
        {
            Check<double>(kernel);
        }
    }

    private void Check<T>(OptionKernel k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
    {
        int size = k.Form == Form.Rows ? 1 : SpatialSize;
        int[] shape = k.Form == Form.Rows ? [Rows, k.Classes] : [Samples, k.Classes, size];
        T[] logits = Logits(k.Classes, size).As<T>();
        long[] indices = Data.Targets(Rows, k.Classes, 5, ignoreIndex: -100);
        T[] probabilities = [.. Data.Logits(Rows * k.Classes, 11).Select(v => T.CreateTruncating(Math.Abs(v) / k.Classes))];
        T[] weights = k.ClassWeights.As<T>();
        T[] upstream = Data.Logits(Rows, 17).As<T>();

        T[] losses = new T[Rows], sums = new T[Rows], gradient = new T[logits.Length], inPlace = [.. logits];
        int[] predictions = new int[Rows];
        T reduced = kernels.Assembly.Method<RunArrays<T>>("Run" + k.Name)(
            inPlace, k.HasProbabilities ? probabilities : indices, weights, shape, upstream, losses, sums, predictions, gradient);

        var loss = new CrossEntropyLoss(k.Classes, new CrossEntropyOptions
        {
            Reduction = k.Reduction,
            LabelSmoothing = k.Smoothing,
            FocalGamma = k.Gamma,
            Layout = ClassLayout.ClassFirst,
        });
        T[] expectedLosses = new T[Rows], expectedSums = new T[Rows], expectedGradient = new T[logits.Length];
        int[] expectedPredictions = new int[Rows];
        CrossEntropyExtras<T> extras = k.Weights == WeightSource.None
            ? new() { SpatialSize = size, Losses = expectedLosses, LogSumExp = expectedSums, Predictions = expectedPredictions }
            : new() { SpatialSize = size, Losses = expectedLosses, LogSumExp = expectedSums, Predictions = expectedPredictions, Weights = weights };
        T expected = k.HasProbabilities
            ? loss.Forward<T>(logits, probabilities, extras)
            : loss.Forward<T, long>(logits, indices, extras);
        switch (k.HasProbabilities, k.Reduction == Reduction.None)
        {
            case (true, true): loss.Backward<T>(logits, probabilities, (ReadOnlySpan<T>)upstream, expectedGradient, extras); break;
            case (true, false): loss.Backward<T>(logits, probabilities, upstream[0], expectedGradient, extras); break;
            case (false, true): loss.Backward<T, long>(logits, indices, (ReadOnlySpan<T>)upstream, expectedGradient, extras); break;
            default: loss.Backward<T, long>(logits, indices, upstream[0], expectedGradient, extras); break;
        }

        // The fused call was in place.
        T[] expectedInPlace = new T[logits.Length];
        _ = k.HasProbabilities
            ? loss.ForwardBackward<T>(logits, probabilities, expectedInPlace, extras)
            : loss.ForwardBackward<T, long>(logits, indices, expectedInPlace, extras);

        Assert.Equal(expectedPredictions, predictions);
        Bits<T>("reduced", [expected], [reduced]);
        Bits<T>("loss", expectedLosses, losses);
        Bits<T>("log-sum-exp", expectedSums, sums);
        Assert.Contains(expectedGradient, g => g != T.Zero);
        Bits<T>("gradient in place", expectedInPlace, inPlace);
        Bits<T>("gradient", expectedGradient, gradient);
    }

    private static void Bits<T>(string what, T[] expected, T[] actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Ulp.Error<T>(double.CreateTruncating(actual[i]), double.CreateTruncating(expected[i]));
            Assert.True(error == 0, $"{what}[{i}]: dynamic {expected[i]}, generated {actual[i]}: {error} ulp apart");
        }
    }

    /// <summary>Ordinary logits; a row that is sure, a row beyond the range of the shift, and a row that is far off.</summary>
    private static double[] Logits(int classes, int size)
    {
        double[] logits = Data.Logits(Rows * classes, 3, spread: 8);
        logits[At(20, 0, classes, size)] = 60;
        logits[At(50, classes - 1, classes, size)] = 1e4;
        logits[At(70, 0, classes, size)] = -300;
        return logits;
    }

    private static int At(int row, int c, int classes, int size) => (((row / size * classes) + c) * size) + (row % size);

    private static IEnumerable<OptionKernel> Grid()
    {
        (double Smoothing, double Gamma, bool HasProbabilities)[] losses = [(0, 0, false), (0.1, 0, false), (0, 2, false), (0, 0, true), (0.1, 0, true)];
        int number = 0;
        foreach (string element in new[] { "float", "double" })
        {
            foreach ((double smoothing, double gamma, bool hasProbabilities) in losses)
            {
                foreach (WeightSource source in Enum.GetValues<WeightSource>())
                {
                    foreach ((int classes, Form form) in source == WeightSource.None ? [.. Forms, .. FormsOfFours] : Forms)
                    {
                        string name = $"{element}_{(hasProbabilities ? "probabilities" : "indices")}_{(smoothing > 0 ? "smooth" : gamma > 0 ? "focal" : "plain")}_weights{source}_{classes}{form}";
                        double[] weights = [.. Enumerable.Range(0, classes).Select(c => c == 1 ? 0 : 0.25 + (c % 7 * 0.375))];
                        yield return new OptionKernel(
                            name, element, classes, (Reduction)(number++ % 3), smoothing, gamma, hasProbabilities, source, weights, form);
                    }
                }
            }
        }
    }

    /// <summary>All kernels, compiled together.</summary>
    public sealed class Kernels
    {
        internal LoadedAssembly Assembly { get; } = Generation.Run(OptionKernel.Source(All.Values)).Load();
    }
}
