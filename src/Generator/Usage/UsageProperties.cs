namespace CeGen.Generator.Usage;

/// <summary>The keys of what a diagnostic tells its code fix.</summary>
internal static class UsageProperties
{
    /// <summary>CEGEN209: the number of classes.</summary>
    public const string Classes = nameof(Classes);

    /// <summary>CEGEN209: the attribute's arguments, as C# that needs <c>using CeGen</c>: <c>Classes = 10, LabelSmoothing = 0.1</c>.</summary>
    public const string Options = nameof(Options);

    /// <summary>CEGEN209: the type of the logits, <c>float</c> or <c>double</c>.</summary>
    public const string Element = nameof(Element);

    /// <summary>CEGEN209: the type of a target: an integer's keyword or, for class probabilities, that of the logits.</summary>
    public const string Target = nameof(Target);

    /// <summary>CEGEN209: how the call passes its arguments, one of the forms.</summary>
    public const string Form = nameof(Form);

    /// <summary>A form: spans.</summary>
    public const string Span = nameof(Span);

    /// <summary>A form: a single row, and one <c>target</c>.</summary>
    public const string Row = nameof(Row);

    /// <summary>A form: tensors.</summary>
    public const string Tensor = nameof(Tensor);
}
