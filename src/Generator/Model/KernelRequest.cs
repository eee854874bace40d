namespace CeGen.Generator.Model;

/// <summary>A part of the chain of types around a method: <c>record struct Name&lt;T&gt;</c>.</summary>
/// <param name="Modifiers">What stands before <c>partial</c>, with a space at the end; or nothing.</param>
internal sealed record ContainingType(string Modifiers, string Keyword, string Name);

/// <summary>The declaration of the partial method, as text.</summary>
/// <param name="Namespace">The namespace, or nothing for the global one.</param>
/// <param name="Types">The types around it, outermost first.</param>
/// <param name="Modifiers">The modifiers that both parts of a partial method have, ending with <c>partial</c>.</param>
/// <param name="OverloadModifiers">The modifiers that a generated overload takes over: accessibility, <c>static</c>, <c>readonly</c>.</param>
/// <param name="Name">The name, escaped where C# needs it.</param>
/// <param name="PlainName">The name as it stands in metadata.</param>
/// <param name="TypeParameters">The type parameters with their brackets, or nothing.</param>
/// <param name="Constraints">The constraints of the type parameters, each with a space before it, or nothing.</param>
/// <param name="ReturnType">The fully qualified return type.</param>
/// <param name="Parameters">The parameters.</param>
/// <param name="HasDocumentation">Whether the user documented it.</param>
internal sealed record MethodDeclaration(
    string Namespace,
    EquatableArray<ContainingType> Types,
    string Modifiers,
    string OverloadModifiers,
    string Name,
    string PlainName,
    string TypeParameters,
    string Constraints,
    string ReturnType,
    EquatableArray<ParameterModel> Parameters,
    bool HasDocumentation)
{
    public ParameterModel? Find(ParameterRole role) => Parameters.FirstOrDefault(p => p.Role == role);

    /// <summary>Whether the targets are a probability for each class, and not a class.</summary>
    public bool HasProbabilities => Find(ParameterRole.Targets) is { Element: not null };

    /// <summary>The parameter of class indices, if it has a type that fits.</summary>
    public ParameterModel? ClassIndices => Find(ParameterRole.Targets) is { IsMemory: true, Integer: not null } targets ? targets
        : Find(ParameterRole.Target) is { Shape: ParameterShape.Scalar, Integer: not null } target ? target
        : null;

    /// <summary>Whether the logits are a tensor, which brings its shape.</summary>
    public bool HasTensors => Find(ParameterRole.Logits) is { IsTensor: true };
}

/// <summary>What the project's settings mean for the emitted code.</summary>
/// <param name="SupportsFileTypes">Whether its C# has <c>file</c> types and static abstract members (C# 11).</param>
/// <param name="ChecksOverflow">Whether its arithmetic is checked by default.</param>
internal sealed record ProjectSettings(bool SupportsFileTypes, bool ChecksOverflow);

/// <summary>
/// Everything that the generator knows of one attributed method. Strings, numbers and enums alone: no symbol, syntax or location, so that equal
/// sources give equal requests and the pipeline stops here.
/// </summary>
/// <param name="HintName">The name of the generated file.</param>
/// <param name="CanImplement">Whether a body can be emitted at all: the method and the types around it are partial.</param>
/// <param name="IsRefused">Whether the compiler itself refuses a type or an argument of the declaration: the body throws.</param>
/// <param name="EmitFused">Whether the overload with a gradient is wanted and free.</param>
/// <param name="EmitBackward">Whether <c>{Name}Backward</c> is wanted and free.</param>
/// <param name="Violations">The rules that the declaration breaks; with an error among them, the body throws.</param>
internal sealed record KernelRequest(
    string HintName,
    MethodDeclaration Method,
    CrossEntropyConfiguration Configuration,
    ProjectSettings Project,
    bool CanImplement,
    bool IsRefused,
    bool EmitFused,
    bool EmitBackward,
    EquatableArray<Violation> Violations);
