using System.Numerics;

namespace CeGen.Testing;

/// <summary>The calls of a dynamic loss.</summary>
internal interface IDynamicCalls<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    T Forward(SpanCall<T> call);

    T Fused(SpanCall<T> call);

    /// <returns>0.</returns>
    T Backward(SpanCall<T> call);
}
