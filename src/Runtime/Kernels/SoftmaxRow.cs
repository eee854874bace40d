using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>
/// One row of neighbouring classes, at least a vector long. What is left of it at the end is a last vector that overlaps the one before: it is read
/// before anything is written and written after everything else, and only its new lanes are summed.
/// </summary>
internal static class SoftmaxRow<TForm, TSimd, TVector, T>
    where TForm : struct, ISoftmaxForm
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    public static void Forward(ref readonly T logits, ref T result, nint classes)
    {
        nint steps = classes / TSimd.Count;
        TVector last = TSimd.Load(in logits, classes - TSimd.Count);
        TVector isNew = NewLanes(classes);

        TVector lanes = TSimd.Max(SoftmaxSteps<TForm, TSimd, TVector, T>.Max(in logits, steps, TSimd.Count), last);
        TVector max = TSimd.Create(TSimd.HorizontalMax(lanes));
        TVector anchor = VectorMath.Anchor<TSimd, TVector, T>(max);

        ExponentialSum<TVector> sum = SoftmaxSteps<TForm, TSimd, TVector, T>.Sum(in logits, ref result, steps, TSimd.Count, max, anchor);
        TVector lastExponential = TSimd.Exp(TSimd.Subtract(last, anchor));
        ExponentialSum<TVector> lastTerm = SoftmaxSteps<TForm, TSimd, TVector, T>.Term(last, lastExponential, max);
        sum = new ExponentialSum<TVector>(Combine(sum.Below, lastTerm.Below, isNew), Combine(sum.Ties, lastTerm.Ties, isNew));

        TVector normalizer = SoftmaxSteps<TForm, TSimd, TVector, T>.Normalizer(sum, max, anchor);
        TVector lastSource = TForm.Parks ? lastExponential : last;
        ref readonly T source = ref TForm.Parks ? ref result : ref logits;
        SoftmaxSteps<TForm, TSimd, TVector, T>.Values(in source, ref result, steps, TSimd.Count, max, normalizer);
        TSimd.Store(TForm.Value<TSimd, TVector, T>(lastSource, max, normalizer), ref result, classes - TSimd.Count);
    }

    public static void Backward(ref readonly T result, ref readonly T upstream, ref T gradient, nint classes)
    {
        nint steps = classes / TSimd.Count;
        TVector lastResult = TSimd.Load(in result, classes - TSimd.Count);
        TVector lastUpstream = TSimd.Load(in upstream, classes - TSimd.Count);

        TVector lanes = SoftmaxSteps<TForm, TSimd, TVector, T>.Total(in result, in upstream, steps, TSimd.Count);
        TVector total = Combine(lanes, TForm.Term<TSimd, TVector, T>(lastResult, lastUpstream), NewLanes(classes));

        SoftmaxSteps<TForm, TSimd, TVector, T>.Gradient(in result, in upstream, ref gradient, steps, TSimd.Count, total);
        TSimd.Store(TForm.Gradient<TSimd, TVector, T>(lastResult, lastUpstream, total), ref gradient, classes - TSimd.Count);
    }

    /// <summary>The sum of all lanes and of the new ones of the last vector, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Combine(TVector lanes, TVector last, TVector isNew) =>
        TSimd.Create(TSimd.HorizontalSum(TSimd.Add(lanes, TSimd.And(last, isNew)), TSimd.Zero));

    /// <summary>The lanes of the last vector that no vector before it has held.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector NewLanes(nint classes) => TSimd.LanesFrom(TSimd.Count - (int)(classes % TSimd.Count));
}
