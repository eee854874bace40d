namespace CeGen.Generator.Model;

/// <summary>Everything that the generator knows of one <c>[BinaryCrossEntropy]</c> method, as <see cref="KernelRequest"/> of a <c>[CrossEntropy]</c> one.</summary>
/// <param name="HintName">The name of the generated file.</param>
/// <param name="CanImplement">Whether a body can be emitted at all.</param>
/// <param name="IsRefused">Whether the compiler itself refuses a type or an argument of the declaration: the body throws.</param>
/// <param name="EmitFused">Whether the overload with a gradient is wanted and free.</param>
/// <param name="EmitBackward">Whether <c>{Name}Backward</c> is wanted and free.</param>
/// <param name="Violations">The rules that the declaration breaks; with an error among them, the body throws.</param>
internal sealed record BinaryRequest(
    string HintName,
    MethodDeclaration Method,
    BinaryConfiguration Configuration,
    ProjectSettings Project,
    bool CanImplement,
    bool IsRefused,
    bool EmitFused,
    bool EmitBackward,
    EquatableArray<Violation> Violations);
