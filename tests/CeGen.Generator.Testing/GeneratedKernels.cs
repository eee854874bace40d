using System.Numerics;
using CeGen.Testing;

namespace CeGen.Generator.Testing;

/// <summary>Kernels that the generator makes for cases, compiled on the fly.</summary>
public sealed class GeneratedKernels : IKernelSource
{
    private readonly Dictionary<string, CompiledKernel> _kernels;

    /// <summary>Compiles the kernels for all cases.</summary>
    public GeneratedKernels(IEnumerable<ConformanceCase> cases) => _kernels = KernelCompiler.Compile(cases.SelectMany(Sources));

    public string Side => "generated";

    /// <summary>How many kernels there are: cases of the same configuration share one.</summary>
    public int Count => _kernels.Count;

    public IEnumerable<LossKernel<T>> Kernels<T>(ConformanceCase c, LossForm form)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Declarations(c, ConformanceRun.ElementName<T>(), form).Select(d => _kernels[d.Source].Bind<T>(d.Variant));

    private static IEnumerable<string> Sources(ConformanceCase c) =>
        from element in new[] { ConformanceRun.ElementName<float>(), ConformanceRun.ElementName<double>() }
        from form in ConformanceRun.Forms(c)
        from declaration in Declarations(c, element, form)
        select declaration.Source;

    private static IEnumerable<KernelDeclaration> Declarations(ConformanceCase c, string element, LossForm form) =>
        c.IsBinary ? BinaryDeclaration.For(c, element) : CrossEntropyDeclaration.For(c, element, form);
}
