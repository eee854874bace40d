using System.Numerics;
using CeGen.Testing;

namespace CeGen.Generator.Testing;

/// <summary>What came of a declaration: a type with the three calls, or the reason why there is none.</summary>
internal sealed record CompiledKernel(Type? Type, string? Error)
{
    public LossKernel<T> Bind<T>(string variant)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Type is null
            ? new LossKernel<T>(variant, Error!)
            : new LossKernel<T>(variant, Method<T>("Forward"), Method<T>("Fused"), Method<T>("Backward"));

    private Action<LossCall<T>> Method<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Type!.GetMethod(name)!.CreateDelegate<Action<LossCall<T>>>();
}
