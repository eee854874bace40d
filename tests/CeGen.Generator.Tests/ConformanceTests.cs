using CeGen.Generator.Tests.Harness;
using CeGen.Testing;

namespace CeGen.Generator.Tests;

/// <summary>The rows of PyTorch's cases that have class indices and no weights, through generated kernels.</summary>
public sealed class ConformanceTests(ConformanceTests.Kernels kernels) : IClassFixture<ConformanceTests.Kernels>
{
    public static TheoryData<string> Names => [.. Cases.Keys];

    private static Dictionary<string, ConformanceCase> Cases { get; } =
        ConformanceCase.Read("cross_entropy.json").Where(c => c.IsIndexRows).ToDictionary(c => c.Name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Float_kernels_agree_with_PyTorch(string name) => Check<float>(Cases[name]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_kernels_agree_with_PyTorch(string name) => Check<double>(Cases[name]);

    private void Check<T>(ConformanceCase c)
        where T : struct, IConvertible
    {
        Kernel kernel = Kernels.Of(c, typeof(T) == typeof(float) ? "float" : "double");
        (T[] losses, T[] gradient) = kernel.Run(kernels.Assembly, c.Logits.As<T>(), [.. c.Targets.Select(t => (long)t)], c.Upstream.As<T>());

        Assert.Null(Agreement.FirstDifference("loss", c.ExpectedLoss, losses, Agreement.AbsoluteLoss<T>()));
        Assert.Null(Agreement.FirstDifference("gradient", c.ExpectedGradient, gradient, Agreement.AbsoluteGradient(c.Upstream)));
    }

    /// <summary>All kernels, compiled together.</summary>
    public sealed class Kernels
    {
        internal LoadedAssembly Assembly { get; } =
            Generation.Run(Kernel.Source(Cases.Values.SelectMany(c => new[] { Of(c, "float"), Of(c, "double") }))).Load();

        internal static Kernel Of(ConformanceCase c, string element)
        {
            string name = string.Concat(c.Name.Select(ch => char.IsAsciiLetterOrDigit(ch) ? ch : '_'));
            return new Kernel($"{element}_{name}", element, c.Classes, c.Reduction, c.LabelSmoothing, c.IgnoreIndex);
        }
    }
}
