using System.Numerics;
using System.Numerics.Tensors;

namespace CeGen.Benchmarks;

/// <summary>
/// The softmax of <see cref="TensorPrimitives"/>, row by row into the gradient; the sigmoid for labels. It does less work than the others: it has no
/// loss and no target, and what it writes is no gradient yet.
/// </summary>
internal static class TensorPrimitivesPeer
{
    /// <returns>Null where the library has nothing for the layout.</returns>
    public static Action<Problem<T>>? For<T>(LossOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (options.Targets == TargetKind.Label)
        {
            return p => TensorPrimitives.Sigmoid(p.Logits, p.Gradient);
        }

        if (options.Layout == ClassLayout.ClassFirst)
        {
            return null;
        }

        if (options.IsForwardOnly)
        {
            // One row to write to, which stays in the cache.
            T[] scratch = [];
            return p =>
            {
                if (scratch.Length != p.Shape.Classes)
                {
                    scratch = new T[p.Shape.Classes];
                }

                for (int row = 0; row < p.Shape.Rows; row++)
                {
                    TensorPrimitives.SoftMax(p.Logits.Slice(row * p.Shape.Classes, p.Shape.Classes), scratch);
                }
            };
        }

        return p =>
        {
            for (int start = 0; start < p.Shape.Logits; start += p.Shape.Classes)
            {
                TensorPrimitives.SoftMax(p.Logits.Slice(start, p.Shape.Classes), p.Gradient.Slice(start, p.Shape.Classes));
            }
        };
    }
}
