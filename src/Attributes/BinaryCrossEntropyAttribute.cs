using System;

namespace CeGen;

/// <summary>
/// Makes a partial method a binary cross-entropy loss over logits, one per label, for labels of which any number may be true at once; with a kernel
/// that is written at build time for exactly these options. It computes what <c>torch.nn.BCEWithLogitsLoss</c> and
/// <c>torchvision.ops.sigmoid_focal_loss</c> compute.
/// </summary>
/// <remarks>
/// <para>
/// The loss of an element with the logit x and the target t in [0, 1] is w·[(1−t)·x + (1+(pw−1)·t)·softplus(−x)], with the label weight w and the
/// positive weight pw. With γ or α it is multiplied with (1−p_t)^γ and with α·t + (1−α)·(1−t), where p_t = p·t + (1−p)·(1−t) and p = σ(x).
/// </para>
/// <para>
/// The signature says the rest. Parameters are known by their names (upper and lower case are the same) and checked by their types;
/// <c>T</c> is <see langword="float"/> or <see langword="double"/>, and must be the same throughout:
/// </para>
/// <list type="table">
///   <listheader><term>parameter</term><description>type and meaning</description></listheader>
///   <item><term><c>logits</c></term><description><c>ReadOnlySpan&lt;T&gt;</c>, <c>Span&lt;T&gt;</c> or <c>T[]</c>: unnormalised scores, row-major (N, L). N follows from the length.</description></item>
///   <item><term><c>targets</c></term><description>the same types: the target of each logit, in [0, 1].</description></item>
///   <item><term><c>labelWeights</c></term><description>the same types: what each loss is multiplied with, known only at run time; L of them or one per element. Finite, at least 0.</description></item>
///   <item><term><c>positiveWeights</c></term><description>the same types: what the part of a loss that comes from the target being 1 is multiplied with; L of them or one per element. Finite, at least 0.</description></item>
///   <item><term><c>losses</c></term><description><c>Span&lt;T&gt;</c>: receives the loss of each element. Required with <see cref="Reduction.None"/>, optional otherwise.</description></item>
///   <item><term><c>gradient</c></term><description><c>Span&lt;T&gt;</c>, as long as the logits: receives d loss / d logits. May be the very span of the logits (in place), and may not overlap them otherwise.</description></item>
///   <item><term><c>upstream</c></term><description><c>T</c>, or <c>ReadOnlySpan&lt;T&gt;</c>, one per element, with <see cref="Reduction.None"/>: the gradient of what follows the loss; 1 if absent.</description></item>
/// </list>
/// <para>
/// The return type is <c>T</c> for <see cref="Reduction.Mean"/> and <see cref="Reduction.Sum"/>, and <see langword="void"/> for <see cref="Reduction.None"/>.
/// </para>
/// <para>
/// Arguments are checked whole before anything is written. A wrong length or an overlap throws <see cref="ArgumentException"/>, a target outside [0, 1] or
/// a weight that is negative or not finite throws <see cref="ArgumentOutOfRangeException"/>; both name the parameter, the value and the limit.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// public static partial class Losses
/// {
///     [BinaryCrossEntropy(Labels = 80, FocalGamma = 2, FocalAlpha = 0.25)]
///     public static partial float Tags(ReadOnlySpan&lt;float&gt; logits, ReadOnlySpan&lt;float&gt; targets);
/// }
///
/// float loss = Losses.Tags(logits, targets);             // forward
/// float same = Losses.Tags(logits, targets, gradient);   // forward and backward in one pass
/// Losses.TagsBackward(logits, targets, 1f, gradient);    // backward alone
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BinaryCrossEntropyAttribute : Attribute
{
    /// <summary>The number of labels L, the columns of the logits, at least 1. Required.</summary>
    public int Labels { get; set; }

    /// <summary>
    /// How the losses of the elements become the result. The default is <see cref="Reduction.Mean"/>, which divides by the number of elements, N·L;
    /// <see cref="Reduction.None"/> gives a loss per element.
    /// </summary>
    public Reduction Reduction { get; set; } = Reduction.Mean;

    /// <summary>
    /// What the part of a loss that comes from the target being 1 is multiplied with, one constant per label: PyTorch's <c>pos_weight</c>. Finite
    /// numbers of at least 0. The default is <see langword="null"/>: 1 for all. What is known only at run time is a parameter <c>positiveWeights</c> instead.
    /// </summary>
    public double[]? PositiveWeights { get; set; }

    /// <summary>
    /// What the loss of an element is multiplied with, one constant per label: PyTorch's <c>weight</c>. Finite numbers of at least 0. The default is
    /// <see langword="null"/>: 1 for all. What is known only at run time is a parameter <c>labelWeights</c> instead.
    /// </summary>
    public double[]? LabelWeights { get; set; }

    /// <summary>
    /// The exponent γ of the focal loss, finite and at least 0: each loss is multiplied with (1 − p_t)^γ, which takes weight from the elements that
    /// are sure of their targets. The default is 0: none is taken.
    /// </summary>
    public double FocalGamma { get; set; }

    /// <summary>
    /// The balance α of the focal loss, in [0, 1]: each loss is multiplied with α·t + (1 − α)·(1 − t). The default is <see cref="double.NaN"/>, which
    /// stands for no balance; that is not the same as ½.
    /// </summary>
    public double FocalAlpha { get; set; } = double.NaN;

    /// <summary>
    /// Whether the elements are shared by as many threads as there are processors. The default is <see langword="false"/>: the caller's thread alone. The results do not depend on it, to
    /// the bit. Small calls stay on one thread.
    /// </summary>
    public bool Parallel { get; set; }

    /// <summary>
    /// Whether a declaration without a parameter <c>gradient</c> also brings the overload with a last parameter <c>gradient</c>
    /// (forward and backward in one pass) and the method <c>{Name}Backward</c>. The default is <see langword="true"/>.
    /// </summary>
    public bool GenerateBackward { get; set; } = true;
}
