using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>Everything about softmax and log softmax but a row: the arguments are checked whole, then rows or samples are computed one after the other.</summary>
internal static class SoftmaxDriver<TForm, T>
    where TForm : struct, ISoftmaxForm
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Forward(ReadOnlySpan<T> logits, int classes, int spatialSize, Span<T> result)
    {
        int samples = Samples(logits.Length, classes, spatialSize, "logits");
        ArgumentChecks.CheckLength(result.Length, logits.Length, "result", "one entry per logit");
        ShapeChecks.InPlaceOrApart(logits, result, "logits", "result");

        nint sample = (nint)classes * spatialSize;
        for (nint start = 0, end = samples * sample; start < end; start += sample)
        {
            ref readonly T x = ref Offset.ReadOnlyBy(in MemoryMarshal.GetReference(logits), start);
            ref T r = ref Offset.By(ref MemoryMarshal.GetReference(result), start);
            if (spatialSize == 1)
            {
                SoftmaxKernel<TForm, T>.ForwardRow(in x, ref r, classes);
            }
            else
            {
                SoftmaxKernel<TForm, T>.ForwardSample(in x, ref r, classes, spatialSize);
            }
        }
    }

    public static void Backward(ReadOnlySpan<T> result, int classes, int spatialSize, ReadOnlySpan<T> upstream, Span<T> gradient)
    {
        int samples = Samples(result.Length, classes, spatialSize, "result");
        ArgumentChecks.CheckLength(upstream.Length, result.Length, "upstream", "one upstream gradient per entry of the result");
        ArgumentChecks.CheckLength(gradient.Length, result.Length, "gradient", "one entry per entry of the result");
        ShapeChecks.InPlaceOrApart(result, gradient, "result", "gradient");
        ShapeChecks.InPlaceOrApart(upstream, gradient, "upstream", "gradient");

        nint sample = (nint)classes * spatialSize;
        for (nint start = 0, end = samples * sample; start < end; start += sample)
        {
            ref readonly T r = ref Offset.ReadOnlyBy(in MemoryMarshal.GetReference(result), start);
            ref readonly T u = ref Offset.ReadOnlyBy(in MemoryMarshal.GetReference(upstream), start);
            ref T g = ref Offset.By(ref MemoryMarshal.GetReference(gradient), start);
            if (spatialSize == 1)
            {
                SoftmaxKernel<TForm, T>.BackwardRow(in r, in u, ref g, classes);
            }
            else
            {
                SoftmaxKernel<TForm, T>.BackwardSample(in r, in u, ref g, classes, spatialSize);
            }
        }
    }

    public static void Forward(in ReadOnlyTensorSpan<T> logits, in TensorSpan<T> result)
    {
        LogitsShape shape = LogitsShape.Of(logits.Lengths, "logits");
        shape.CheckEntries(result.Lengths, "result");
        ReadOnlySpan<T> x = TensorElements.Of(logits, "logits");
        Span<T> r = TensorElements.Of(result, "result");
        Forward(x, Classes(shape), shape.Positions, r);
    }

    public static void Backward(in ReadOnlyTensorSpan<T> result, in ReadOnlyTensorSpan<T> upstream, in TensorSpan<T> gradient)
    {
        LogitsShape shape = LogitsShape.Of(result.Lengths, "result");
        shape.CheckEntries(upstream.Lengths, "upstream", "result");
        shape.CheckEntries(gradient.Lengths, "gradient", "result");
        ReadOnlySpan<T> r = TensorElements.Of(result, "result");
        ReadOnlySpan<T> u = TensorElements.Of(upstream, "upstream");
        Span<T> g = TensorElements.Of(gradient, "gradient");
        Backward(r, Classes(shape), shape.Positions, u, g);
    }

    /// <summary>1 where there are no elements, so that no axis is a concern any more.</summary>
    private static int Classes(LogitsShape shape) => shape.IsEmpty ? 1 : (int)shape.Classes;

    private static int Samples(int length, int classes, int spatialSize, string parameter)
    {
        ShapeChecks.ElementType<T>("Elements");
        ShapeChecks.Positive(classes, nameof(classes));
        ShapeChecks.Positive(spatialSize, nameof(spatialSize));
        return ShapeChecks.Samples(length, classes, spatialSize, parameter);
    }
}
