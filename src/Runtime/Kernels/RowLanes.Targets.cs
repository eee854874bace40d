using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class RowLanes
{
    /// <summary>The classes of as many rows as a vector of <see cref="float"/> has lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTargets(ref int targets, nint row, out Vector512<int> classes) => classes = Vector512.LoadUnsafe(ref targets, (nuint)row);

    /// <inheritdoc cref="LoadTargets(ref int, nint, out Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTargets(ref int targets, nint row, out Vector256<int> classes) => classes = Vector256.LoadUnsafe(ref targets, (nuint)row);

    /// <summary>The classes of as many rows as a vector of <see cref="double"/> has lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTargets(ref int targets, nint row, out Vector512<long> classes)
    {
        (Vector256<long> lower, Vector256<long> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref targets, (nuint)row));
        classes = Vector512.Create(lower, upper);
    }

    /// <inheritdoc cref="LoadTargets(ref int, nint, out Vector512{long})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTargets(ref int targets, nint row, out Vector256<long> classes)
    {
        (Vector128<long> lower, Vector128<long> upper) = Vector128.Widen(Vector128.LoadUnsafe(ref targets, (nuint)row));
        classes = Vector256.Create(lower, upper);
    }
}
