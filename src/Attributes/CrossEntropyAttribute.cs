using System;

namespace CeGen;

/// <summary>
/// Makes a partial method a cross-entropy loss over logits and class indices or probabilities, with a kernel that is written at build time
/// for exactly these options. It computes what <c>torch.nn.CrossEntropyLoss</c> computes.
/// </summary>
/// <remarks>
/// <para>
/// The signature says the rest. Parameters are known by their names (upper and lower case are the same) and checked by their types;
/// <c>T</c> is <see langword="float"/> or <see langword="double"/>, and must be the same throughout:
/// </para>
/// <list type="table">
///   <listheader><term>parameter</term><description>type and meaning</description></listheader>
///   <item><term><c>logits</c></term><description><c>ReadOnlySpan&lt;T&gt;</c>, <c>Span&lt;T&gt;</c>, <c>T[]</c> or <c>ReadOnlyTensorSpan&lt;T&gt;</c>: unnormalised scores, row-major (N, C), or (N, C, d1…dK) with <see cref="ClassLayout.ClassFirst"/>. N follows from the length. A tensor has shape (C), (N, C) or (N, C, d1…dK).</description></item>
///   <item><term><c>targets</c></term><description><c>ReadOnlySpan</c> of any built-in integer type: the class of each row, in [0, C), or <see cref="IgnoreIndex"/>. Or of <c>T</c>, in the shape of the logits: a probability for each class. With tensors, a <c>ReadOnlyTensorSpan</c> too.</description></item>
///   <item><term><c>target</c></term><description>instead of <c>targets</c>, one integer: the class of a single, unbatched row of shape (C).</description></item>
///   <item><term><c>weights</c></term><description><c>ReadOnlySpan&lt;T&gt;</c>: class weights that are known only at run time, finite and at least 0.</description></item>
///   <item><term><c>spatialSize</c></term><description><c>int</c>: d1·…·dK of <see cref="ClassLayout.ClassFirst"/>, at least 1.</description></item>
///   <item><term><c>losses</c></term><description><c>Span&lt;T&gt;</c>: receives the loss of each row (each position of each sample). Required with <see cref="Reduction.None"/>, optional otherwise.</description></item>
///   <item><term><c>logSumExp</c></term><description><c>Span&lt;T&gt;</c>: receives log Σ exp of each row, also of ignored ones. Optional.</description></item>
///   <item><term><c>predictions</c></term><description><c>Span&lt;int&gt;</c>: receives the class of the largest logit of each row, the first of equals. Optional.</description></item>
///   <item><term><c>gradient</c></term><description><c>Span&lt;T&gt;</c>, as long as the logits, or <c>TensorSpan&lt;T&gt;</c> of their shape: receives d loss / d logits. May be the very span of the logits (in place), and may not overlap them otherwise.</description></item>
///   <item><term><c>upstream</c></term><description><c>T</c>, or <c>ReadOnlySpan&lt;T&gt;</c> with <see cref="Reduction.None"/>: the gradient of what follows the loss; 1 if absent.</description></item>
/// </list>
/// <para>
/// The return type is <c>T</c> for <see cref="Reduction.Mean"/> and <see cref="Reduction.Sum"/>, and <see langword="void"/> for <see cref="Reduction.None"/>.
/// </para>
/// <para>
/// Arguments are checked whole before anything is written. A wrong length, shape or overlap throws <see cref="ArgumentException"/>, a target that
/// is no class or a weight that is none throws <see cref="ArgumentOutOfRangeException"/>; both name the parameter, the value and the limit.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// public static partial class Losses
/// {
///     [CrossEntropy(Classes = 1000, LabelSmoothing = 0.1f)]
///     public static partial float ImageNet(ReadOnlySpan&lt;float&gt; logits, ReadOnlySpan&lt;int&gt; targets);
/// }
///
/// float loss = Losses.ImageNet(logits, targets);             // forward
/// float same = Losses.ImageNet(logits, targets, gradient);   // forward and backward in one pass
/// Losses.ImageNetBackward(logits, targets, 1f, gradient);    // backward alone
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CrossEntropyAttribute : Attribute
{
    /// <summary>The number of classes C, at least 1. Required.</summary>
    public int Classes { get; set; }

    /// <summary>How the losses of the rows become the result. The default is <see cref="Reduction.Mean"/>.</summary>
    public Reduction Reduction { get; set; } = Reduction.Mean;

    /// <summary>
    /// The share ε of each target that is spread evenly over all classes, in [0, 1]. The default is 0: no smoothing.
    /// </summary>
    /// <remarks>
    /// The loss of a row becomes (1−ε)·(−log p_y) + (ε/C)·Σ_c(−log p_c). It is a <see langword="double"/>, so that a loss over
    /// <see langword="double"/> logits gets the value as written; a <see langword="float"/> constant is taken as it is.
    /// </remarks>
    public double LabelSmoothing { get; set; }

    /// <summary>
    /// The target that marks a row as ignored: its loss and gradient are exactly 0 and it does not count for <see cref="Reduction.Mean"/>.
    /// The default is −100. Any integer will do, inside [0, C) or outside.
    /// </summary>
    public long IgnoreIndex { get; set; } = -100;

    /// <summary>
    /// A weight w for each class, finite and at least 0: the loss of a row is multiplied with the weight of its class, and <see cref="Reduction.Mean"/>
    /// divides by the sum of these weights. The default is none. Weights that are known only at run time are a parameter <c>weights</c>.
    /// </summary>
    /// <remarks>
    /// With smoothing, the loss of a row is (1−ε)·w_y·(−log p_y) + (ε/C)·Σ_c w_c·(−log p_c). With class probabilities t it is
    /// Σ_c w_c·((1−ε)·t_c + ε/C)·(−log p_c), and the mean divides by the number of rows. With class indices, a class of weight 0
    /// contributes nothing, whatever its logit is but NaN; with probabilities, 0 times a logit of −∞ is NaN, as in PyTorch.
    /// </remarks>
    public double[]? ClassWeights { get; set; }

    /// <summary>
    /// The exponent γ of the focal loss (Lin et al., 2017), finite and at least 0: the loss of a row is multiplied with (1 − p_y)^γ, which takes weight
    /// from the rows that are sure of their class. The default is 0: plain cross entropy. It goes with class indices, and not with label smoothing.
    /// </summary>
    public double FocalGamma { get; set; }

    /// <summary>
    /// Where the class axis of the logits lies. The default is <see cref="ClassLayout.ClassLast"/>: (N, C). With <see cref="ClassLayout.ClassFirst"/>, (N, C, d1…dK),
    /// a parameter <c>spatialSize</c> gives d1·…·dK. Tensors bring their own shape.
    /// </summary>
    public ClassLayout Layout { get; set; }

    /// <summary>What <see cref="Reduction.Mean"/> gives for a batch whose rows are all ignored. The default is <see cref="AllIgnored.NaN"/>.</summary>
    public AllIgnored AllIgnored { get; set; }

    /// <summary>
    /// Whether the rows are shared by as many threads as there are processors. The default is <see langword="false"/>: the caller's thread alone. The results do not depend on it, to
    /// the bit. Small calls stay on one thread.
    /// </summary>
    public bool Parallel { get; set; }

    /// <summary>
    /// Whether a declaration without a parameter <c>gradient</c> also brings the overload with a last parameter <c>gradient</c>
    /// (forward and backward in one pass) and the method <c>{Name}Backward</c>. The default is <see langword="true"/>.
    /// </summary>
    public bool GenerateBackward { get; set; } = true;
}
