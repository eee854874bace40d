using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Not a byte outside the arguments is read or written.</summary>
public abstract class MemoryBoundTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<bool> Ends => [false, true];

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_loss_keeps_to_its_arguments(bool atEnd)
    {
        foreach (int rows in new[] { 1, 3, 17, 259 })
        {
            for (int classes = 1; classes <= 70; classes++)
            {
                Batch batch = Batch.Random(classes, rows, classes);
                CrossEntropyLoss loss = Calls.Loss(classes, Reduction.Sum, classes % 2 * 0.1);
                using var logits = new GuardedMemory<T>(rows * classes, atEnd);
                using var gradient = new GuardedMemory<T>(rows * classes, atEnd);
                using var losses = new GuardedMemory<T>(rows, atEnd);
                using var targets = new GuardedMemory<int>(rows, atEnd);
                batch.LogitsAs<T>().CopyTo(logits.Span);
                Array.ConvertAll(batch.Targets, t => (int)t).CopyTo(targets.Span);

                T reduced = loss.ForwardBackward<T, int>(logits.Span, targets.Span, losses.Span, gradient.Span);
                Bits.Equal(reduced, loss.Forward<T, int>(logits.Span, targets.Span, losses.Span));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void The_scan_keeps_to_the_targets(bool atEnd)
    {
        for (int rows = 1; rows <= 80; rows++)
        {
            using var bytes = new GuardedMemory<byte>(rows, atEnd);
            using var longs = new GuardedMemory<long>(rows, atEnd);
            Assert.Equal(rows, TargetScan.CountedRows<byte>(bytes.Span, 3, -100, unbatched: false));
            Assert.Equal(rows, TargetScan.CountedRows<long>(longs.Span, 3, -100, unbatched: false));
        }
    }
}

public sealed class MemoryBoundSingleTests : MemoryBoundTests<float>;

public sealed class MemoryBoundDoubleTests : MemoryBoundTests<double>;
