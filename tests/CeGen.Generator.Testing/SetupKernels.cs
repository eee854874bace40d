using System.Numerics;
using CeGen.Testing;

namespace CeGen.Generator.Testing;

/// <summary>Kernels that the generator makes for setups, compiled together.</summary>
public sealed class SetupKernels
{
    private readonly Dictionary<string, CompiledKernel> _kernels;

    public SetupKernels(IEnumerable<LossSetup> setups) => _kernels = KernelCompiler.Compile(setups.Select(SetupText.Source));

    /// <exception cref="InvalidOperationException">There is no kernel; the message says why.</exception>
    public SpanKernel<T> Of<T>(LossSetup setup)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CompiledKernel kernel = _kernels[SetupText.Source(setup)];
        Type type = kernel.Type ?? throw new InvalidOperationException($"{kernel.Error}\n{SetupText.Declaration(setup)}");
        return new(Method("Forward"), Method("Fused"), Method("Backward"));

        SpanMethod<T> Method(string name) => type.GetMethod(name)!.CreateDelegate<SpanMethod<T>>();
    }
}
