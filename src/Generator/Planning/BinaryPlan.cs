using CeGen.Generator.Model;

namespace CeGen.Generator.Planning;

/// <summary>All that emission prints of a binary loss: no decision is left to it.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="KernelName">The name of the kernel's type.</param>
/// <param name="Element">The element type.</param>
/// <param name="LabelWeights">Where the label weights come from. If they are all the same and there is a balance, they are in it.</param>
/// <param name="PositiveWeights">Where the positive weights come from.</param>
/// <param name="Balance">What losses are multiplied with by α; <see langword="null"/> without it.</param>
/// <param name="Focal">The power of the focal loss; <see langword="null"/> if γ is 0, whose terms vanish.</param>
/// <param name="Strategy">How the elements are computed.</param>
internal sealed record BinaryPlan(
    BinaryRequest Request,
    string KernelName,
    ElementType Element,
    WeightPlan LabelWeights,
    WeightPlan PositiveWeights,
    BalancePlan? Balance,
    FocalPlan? Focal,
    RowStrategy Strategy)
{
    public int Labels => Request.Configuration.Labels ?? 0;

    /// <summary>Whether there are neither weights nor a focus: the runtime then sums the losses without each of them, unless they are asked for.</summary>
    public bool IsPlain => LabelWeights.Source == WeightSource.None && PositiveWeights.Source == WeightSource.None && Balance is null && Focal is null;
}

/// <summary>Where weights come from.</summary>
internal enum WeightSource
{
    /// <summary>There are none, or all are 1.</summary>
    None,

    /// <summary>All are one constant.</summary>
    Constant,

    /// <summary>A constant for each label.</summary>
    Columns,

    /// <summary>An argument of the call: one for each label or for each element.</summary>
    Argument,
}

/// <summary>Weights.</summary>
/// <param name="Source">Where they come from.</param>
/// <param name="Values">The constants: one, or one for each label.</param>
internal sealed record WeightPlan(WeightSource Source, EquatableArray<double> Values);

/// <summary>What a loss is multiplied with for the target 1 and for the target 0: α and 1 − α.</summary>
internal sealed record BalancePlan(double Positive, double Negative);

/// <summary>How (1 − p)^γ is computed.</summary>
internal enum FocalPower
{
    /// <summary>γ = 1: it is 1 − p itself.</summary>
    One,

    /// <summary>γ = 2: a product.</summary>
    Two,

    /// <summary>Any other γ: an exponential of a logarithm.</summary>
    Any,
}

/// <summary>The factor (1 − p)^γ.</summary>
internal sealed record FocalPlan(double Gamma, FocalPower Power);

/// <summary>Element after element, a vector at a time.</summary>
internal sealed record ElementStrategy(EquatableArray<ElementForm> Forms) : RowStrategy;

/// <summary>The elements in one width.</summary>
/// <param name="Bits">The width of a vector.</param>
/// <param name="Lanes">The elements in a vector.</param>
/// <param name="Vectors">The vectors of a step, which are computed beside each other.</param>
/// <param name="LabelWeightsStay">Whether the constant label weights are the same for each vector, and stay in a register.</param>
/// <param name="PositiveWeightsStay">The same of the positive weights.</param>
internal sealed record ElementForm(int Bits, int Lanes, int Vectors, bool LabelWeightsStay, bool PositiveWeightsStay)
{
    /// <summary>The elements of a step.</summary>
    public int StepElements => Lanes * Vectors;
}
