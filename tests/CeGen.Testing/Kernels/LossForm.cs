namespace CeGen.Testing;

/// <summary>How a kernel is given its arguments.</summary>
public enum LossForm
{
    /// <summary>Spans; what lies behind the class axis is told by a number.</summary>
    Span,

    /// <summary>Tensor spans, which bring their shapes.</summary>
    Tensor,
}
