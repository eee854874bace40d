using System.Numerics;

namespace CeGen.Testing;

/// <summary>Where kernels come from: one side of the product.</summary>
public interface IKernelSource
{
    /// <summary>The side's name in reports.</summary>
    string Side { get; }

    /// <summary>The kernels for a case: one or more variants that must all give what it expects.</summary>
    IEnumerable<LossKernel<T>> Kernels<T>(ConformanceCase c, LossForm form)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
