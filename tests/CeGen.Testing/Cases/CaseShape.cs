namespace CeGen.Testing;

/// <summary>Reads a shape as PyTorch does: (C), (N, C), or (N, C, d1, …, dK).</summary>
internal static class CaseShape
{
    public static int Elements(int[] shape) => Product(shape);

    public static int Classes(int[] shape) => shape.Length == 1 ? shape[0] : shape[1];

    public static int SpatialSize(int[] shape) => shape.Length <= 2 ? 1 : Product(shape[2..]);

    public static int Rows(int[] shape) => shape.Length == 1 ? 1 : checked(shape[0] * SpatialSize(shape));

    /// <summary>The shape of what there is one of for each row; (1) for the only row of rank 1.</summary>
    public static int[] OfRows(int[] shape) => shape.Length == 1 ? [1] : [shape[0], .. shape[2..]];

    private static int Product(int[] axes) => axes.Aggregate(1, (product, axis) => checked(product * axis));
}
