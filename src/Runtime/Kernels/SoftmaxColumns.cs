namespace CeGen.Runtime;

/// <summary>
/// The positions of a sample (C, S), a vector of neighbouring positions at a time: each lane has a position of its own, and the classes lie a stride
/// of S apart. A lane's arithmetic does not depend on the width: the bits are the same for all.
/// </summary>
internal static class SoftmaxColumns<TForm, TSimd, TVector, T>
    where TForm : struct, ISoftmaxForm
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>Takes whole vectors of positions, from <paramref name="position"/> on.</summary>
    /// <returns>The first position that is left for narrower vectors.</returns>
    public static nint Forward(ref readonly T logits, ref T result, nint classes, nint spatialSize, nint position)
    {
        for (; position <= spatialSize - TSimd.Count; position += TSimd.Count)
        {
            ref readonly T x = ref Offset.ReadOnlyBy(in logits, position);
            ref T r = ref Offset.By(ref result, position);

            TVector max = SoftmaxSteps<TForm, TSimd, TVector, T>.Max(in x, classes, spatialSize);
            TVector anchor = VectorMath.Anchor<TSimd, TVector, T>(max);
            ExponentialSum<TVector> sum = SoftmaxSteps<TForm, TSimd, TVector, T>.Sum(in x, ref r, classes, spatialSize, max, anchor);
            TVector normalizer = SoftmaxSteps<TForm, TSimd, TVector, T>.Normalizer(sum, max, anchor);

            ref readonly T source = ref TForm.Parks ? ref r : ref x;
            SoftmaxSteps<TForm, TSimd, TVector, T>.Values(in source, ref r, classes, spatialSize, max, normalizer);
        }

        return position;
    }

    /// <inheritdoc cref="Forward"/>
    public static nint Backward(
        ref readonly T result, ref readonly T upstream, ref T gradient, nint classes, nint spatialSize, nint position)
    {
        for (; position <= spatialSize - TSimd.Count; position += TSimd.Count)
        {
            ref readonly T r = ref Offset.ReadOnlyBy(in result, position);
            ref readonly T u = ref Offset.ReadOnlyBy(in upstream, position);
            TVector total = SoftmaxSteps<TForm, TSimd, TVector, T>.Total(in r, in u, classes, spatialSize);
            SoftmaxSteps<TForm, TSimd, TVector, T>.Gradient(in r, in u, ref Offset.By(ref gradient, position), classes, spatialSize, total);
        }

        return position;
    }
}
