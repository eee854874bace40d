using System.Numerics;

namespace CeGen.Testing;

/// <summary>The classes of the runtime that take their configuration at run time.</summary>
public sealed class DynamicKernels : IKernelSource
{
    public string Side => "dynamic";

    public IEnumerable<LossKernel<T>> Kernels<T>(ConformanceCase c, LossForm form)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => [c.IsBinary ? DynamicBinaryCrossEntropy.Kernel<T>(c) : DynamicCrossEntropy.Kernel<T>(c, form)];
}
