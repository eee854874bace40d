namespace CeGen.Runtime;

/// <summary>What softmax and log softmax do not share: the formulas of an entry. The loops around them are written once for both.</summary>
internal interface ISoftmaxForm
{
    /// <summary>Whether the values are made from the exponentials, which are parked in the result, or from the logits.</summary>
    static abstract bool Parks { get; }

    /// <summary>The number that all values of a row need.</summary>
    /// <param name="rest">Σ exp(x_j − a) over all classes but one whose logit is the largest, with the row's anchor a.</param>
    /// <param name="own">exp(m − a) of that largest logit m.</param>
    static abstract TVector Normalizer<TSimd, TVector, T>(TVector rest, TVector own)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged;

    /// <summary>The entry of the result.</summary>
    /// <param name="source">The parked exponential, or the logit.</param>
    /// <param name="max">The largest logit of the row.</param>
    /// <param name="normalizer">The row's number.</param>
    static abstract TVector Value<TSimd, TVector, T>(TVector source, TVector max, TVector normalizer)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged;

    /// <summary>What is summed over a row before its gradient can be computed.</summary>
    static abstract TVector Term<TSimd, TVector, T>(TVector result, TVector upstream)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged;

    /// <summary>The entry of the gradient.</summary>
    /// <param name="result">The entry of the result.</param>
    /// <param name="upstream">The upstream gradient with respect to it.</param>
    /// <param name="total">The sum of the row's terms.</param>
    static abstract TVector Gradient<TSimd, TVector, T>(TVector result, TVector upstream, TVector total)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged;
}
