using System.Numerics;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>Rows and samples with the vectors that the processor has.</summary>
internal static class SoftmaxKernel<TForm, T>
    where TForm : struct, ISoftmaxForm
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A row of neighbouring classes, with the widest vectors that are no longer than it.</summary>
    public static void ForwardRow(ref readonly T logits, ref T result, nint classes)
    {
        if (Vector512.IsHardwareAccelerated && classes >= Vector512<T>.Count)
        {
            SoftmaxRow<TForm, Simd512<T>, Vector512<T>, T>.Forward(in logits, ref result, classes);
        }
        else if (Vector256.IsHardwareAccelerated && classes >= Vector256<T>.Count)
        {
            SoftmaxRow<TForm, Simd256<T>, Vector256<T>, T>.Forward(in logits, ref result, classes);
        }
        else if (Vector128.IsHardwareAccelerated && classes >= Vector128<T>.Count)
        {
            SoftmaxRow<TForm, Simd128<T>, Vector128<T>, T>.Forward(in logits, ref result, classes);
        }
        else
        {
            SoftmaxRow<TForm, SimdScalar<T>, T, T>.Forward(in logits, ref result, classes);
        }
    }

    /// <inheritdoc cref="ForwardRow"/>
    public static void BackwardRow(ref readonly T result, ref readonly T upstream, ref T gradient, nint classes)
    {
        if (Vector512.IsHardwareAccelerated && classes >= Vector512<T>.Count)
        {
            SoftmaxRow<TForm, Simd512<T>, Vector512<T>, T>.Backward(in result, in upstream, ref gradient, classes);
        }
        else if (Vector256.IsHardwareAccelerated && classes >= Vector256<T>.Count)
        {
            SoftmaxRow<TForm, Simd256<T>, Vector256<T>, T>.Backward(in result, in upstream, ref gradient, classes);
        }
        else if (Vector128.IsHardwareAccelerated && classes >= Vector128<T>.Count)
        {
            SoftmaxRow<TForm, Simd128<T>, Vector128<T>, T>.Backward(in result, in upstream, ref gradient, classes);
        }
        else
        {
            SoftmaxRow<TForm, SimdScalar<T>, T, T>.Backward(in result, in upstream, ref gradient, classes);
        }
    }

    /// <summary>A sample (C, S), with the widest vectors first; narrower ones take the positions that are left.</summary>
    public static void ForwardSample(ref readonly T logits, ref T result, nint classes, nint spatialSize)
    {
        nint position = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            position = SoftmaxColumns<TForm, Simd512<T>, Vector512<T>, T>.Forward(in logits, ref result, classes, spatialSize, position);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            position = SoftmaxColumns<TForm, Simd256<T>, Vector256<T>, T>.Forward(in logits, ref result, classes, spatialSize, position);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            position = SoftmaxColumns<TForm, Simd128<T>, Vector128<T>, T>.Forward(in logits, ref result, classes, spatialSize, position);
        }

        SoftmaxColumns<TForm, SimdScalar<T>, T, T>.Forward(in logits, ref result, classes, spatialSize, position);
    }

    /// <inheritdoc cref="ForwardSample"/>
    public static void BackwardSample(ref readonly T result, ref readonly T upstream, ref T gradient, nint classes, nint spatialSize)
    {
        nint position = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            position = SoftmaxColumns<TForm, Simd512<T>, Vector512<T>, T>.Backward(in result, in upstream, ref gradient, classes, spatialSize, position);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            position = SoftmaxColumns<TForm, Simd256<T>, Vector256<T>, T>.Backward(in result, in upstream, ref gradient, classes, spatialSize, position);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            position = SoftmaxColumns<TForm, Simd128<T>, Vector128<T>, T>.Backward(in result, in upstream, ref gradient, classes, spatialSize, position);
        }

        SoftmaxColumns<TForm, SimdScalar<T>, T, T>.Backward(in result, in upstream, ref gradient, classes, spatialSize, position);
    }
}
