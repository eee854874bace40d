using System.Numerics;

namespace CeGen.Testing;

/// <summary>Calls a kernel in every way.</summary>
public static class KernelRun
{
    /// <summary>Forward, fused, fused in place, and backward.</summary>
    public static LossOutcome<T>[] All<T>(SpanKernel<T> kernel, LossMemory<T> memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => [Forward(kernel, memory), Fused(kernel, memory), InPlace(kernel, memory), Backward(kernel, memory)];

    /// <summary>Calls a kernel in every way, with memory that is plain.</summary>
    public static LossOutcome<T>[] All<T>(SpanKernel<T> kernel, LossSetup setup, LossInputs inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new LossMemory<T>(setup, inputs, Placement.Plain);
        return All(kernel, memory);
    }

    public static LossOutcome<T> Forward<T>(SpanKernel<T> kernel, LossMemory<T> memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        memory.Reset();
        return memory.Outcome(kernel.Forward(memory.Call));
    }

    public static LossOutcome<T> Fused<T>(SpanKernel<T> kernel, LossMemory<T> memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        memory.Reset();
        return memory.Outcome(kernel.Fused(memory.Call));
    }

    public static LossOutcome<T> InPlace<T>(SpanKernel<T> kernel, LossMemory<T> memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        memory.Reset();
        return memory.Outcome(kernel.Fused(memory.InPlace));
    }

    public static LossOutcome<T> Backward<T>(SpanKernel<T> kernel, LossMemory<T> memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        memory.Reset();
        return memory.Outcome(kernel.Backward(memory.Call));
    }
}
