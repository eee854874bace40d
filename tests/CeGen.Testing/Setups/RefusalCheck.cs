using System.Numerics;
using System.Runtime.InteropServices;

namespace CeGen.Testing;

/// <summary>Calls a kernel wrongly, in every way: each call is refused, and no bit of any memory is another one afterwards.</summary>
public static class RefusalCheck
{
    /// <returns>What is wrong, or <see langword="null"/>; and how many calls there were.</returns>
    public static (string? Complaint, int Calls) Run<T>(SpanKernel<T> kernel, LossSetup setup, LossInputs inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new LossMemory<T>(setup, inputs, Placement.Plain);
        int calls = 0;
        foreach (WrongCall<T> wrong in WrongCalls.Of<T>(setup, inputs))
        {
            foreach ((CallKinds kind, SpanMethod<T> method) in new[] { (CallKinds.Forward, kernel.Forward), (CallKinds.Fused, kernel.Fused), (CallKinds.Backward, kernel.Backward) })
            {
                if (wrong.Kinds.HasFlag(kind))
                {
                    calls++;
                    if (Complaint(memory, wrong, method) is { } complaint)
                    {
                        return ($"{kind}, {wrong.Name}: {complaint}", calls);
                    }
                }
            }
        }

        return (null, calls);
    }

    private static string? Complaint<T>(LossMemory<T> memory, WrongCall<T> wrong, SpanMethod<T> method)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        memory.Reset();
        LossOutcome<T> before = memory.Outcome(T.Zero);
        T[] shared = [.. wrong.Shared];
        try
        {
            method(wrong.Make(memory.Call));
            return "it is not refused";
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            string? difference = before.Difference(memory.Outcome(T.Zero));
            bool isSharedSame = MemoryMarshal.AsBytes(shared.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(wrong.Shared.AsSpan()));
            return difference is not null ? $"{e.Message} But {difference}" : isSharedSame ? null : $"{e.Message} But the memory that spans share is another one";
        }
    }
}
