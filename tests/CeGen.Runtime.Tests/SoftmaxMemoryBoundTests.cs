using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Softmax and log softmax neither read nor write a byte outside their arguments.</summary>
public abstract class SoftmaxMemoryBoundTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [InlineData(Form.Softmax, false)]
    [InlineData(Form.Softmax, true)]
    [InlineData(Form.LogSoftmax, false)]
    [InlineData(Form.LogSoftmax, true)]
    public void Both_keep_to_their_arguments(Form form, bool atEnd)
    {
        for (int classes = 1; classes <= 70; classes++)
        {
            Keeps(form, atEnd, rows: 3, classes, 1);
        }

        for (int spatialSize = 2; spatialSize <= 40; spatialSize++)
        {
            Keeps(form, atEnd, rows: 2 * spatialSize, classes: 5, spatialSize);
        }
    }

    private static void Keeps(Form form, bool atEnd, int rows, int classes, int spatialSize)
    {
        int length = rows * classes;
        using var logits = new GuardedMemory<T>(length, atEnd);
        using var result = new GuardedMemory<T>(length, atEnd);
        using var upstream = new GuardedMemory<T>(length, atEnd);
        using var gradient = new GuardedMemory<T>(length, atEnd);
        T[] x = Batch.Random(classes, rows, classes).LogitsAs<T>(), u = Batch.Random(classes + 1, rows, classes).LogitsAs<T>();
        x.CopyTo(logits.Span);
        u.CopyTo(upstream.Span);

        SoftmaxForms.Forward<T>(form, logits.Span, classes, spatialSize, result.Span);
        SoftmaxForms.Backward<T>(form, result.Span, classes, spatialSize, upstream.Span, gradient.Span);

        T[] expected = SoftmaxForms.Forward(form, x, classes, spatialSize);
        Bits.Equal<T>(expected, result.Span, "result");
        Bits.Equal<T>(SoftmaxForms.Backward(form, expected, classes, u, spatialSize), gradient.Span, "gradient");
    }
}

public sealed class SoftmaxMemoryBoundSingleTests : SoftmaxMemoryBoundTests<float>;

public sealed class SoftmaxMemoryBoundDoubleTests : SoftmaxMemoryBoundTests<double>;
