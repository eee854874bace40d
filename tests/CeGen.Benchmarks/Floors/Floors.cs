using System.Numerics;

namespace CeGen.Benchmarks;

/// <summary>What no side of a workload can do without, each as a call with a number of threads.</summary>
/// <param name="Exp">One exponential per logit, which are read.</param>
/// <param name="Move">Ways to move the compulsory bytes; the best of them counts.</param>
internal sealed record Floors(Action<int> Exp, IReadOnlyDictionary<FloorKind, Action<int>> Move)
{
    public static unsafe Floors Of<T>(Problem<T> problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NativeArray<T> logits = problem.LogitMemory;
        NativeArray<T> gradient = problem.GradientMemory;
        NativeArray<int>? indices = problem.IndexMemory;
        Action<int> exp = Walk(logits.PaddedBytes, (start, bytes) => ExpFloor.Run<T>(logits.Bytes + start, bytes));

        Dictionary<FloorKind, Action<int>> move = [];
        if (problem.Options.IsForwardOnly)
        {
            move[FloorKind.Read] = WithIndices((start, bytes) => ReadFloor.Run(logits.Bytes + start, bytes));
        }
        else if (problem.ProbabilityMemory is { } targets)
        {
            move[FloorKind.Copy] = Walk(
                logits.PaddedBytes,
                (start, bytes) => CopyFloor.PlainOfTwo<T>(logits.Bytes + start, targets.Bytes + start, gradient.Bytes + start, bytes));
            move[FloorKind.NonTemporalCopy] = Walk(
                logits.PaddedBytes,
                (start, bytes) => CopyFloor.NonTemporalOfTwo<T>(logits.Bytes + start, targets.Bytes + start, gradient.Bytes + start, bytes));
        }
        else
        {
            move[FloorKind.Copy] = WithIndices((start, bytes) => CopyFloor.Plain(logits.Bytes + start, gradient.Bytes + start, bytes));
            move[FloorKind.NonTemporalCopy] = WithIndices((start, bytes) => CopyFloor.NonTemporal(logits.Bytes + start, gradient.Bytes + start, bytes));
        }

        return new Floors(exp, move);

        static Action<int> Walk(nint bytes, ChunkAction action) => threads => Chunks.Run(bytes, threads, action);

        // The targets are read too: with few classes they are a good part of the bytes.
        Action<int> WithIndices(ChunkAction action)
        {
            ChunkAction read = (start, bytes) => ReadFloor.Run(indices!.Bytes + start, bytes);
            return threads =>
            {
                Chunks.Run(logits.PaddedBytes, threads, action);
                Chunks.Run(indices!.PaddedBytes, threads, read);
            };
        }
    }
}
