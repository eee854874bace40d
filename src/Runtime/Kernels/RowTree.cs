using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>How neighbouring vectors become one whose lanes are theirs: level by level, two vectors of n rows each give two whose lanes, taken together, are those of 2n rows.</summary>
/// <typeparam name="TVector">The vector.</typeparam>
internal interface IRowTree<TVector>
    where TVector : struct
{
    /// <summary>The levels: two to that power is the number of lanes.</summary>
    static abstract int Levels { get; }

    static abstract void Split(int level, TVector left, TVector right, out TVector low, out TVector high);
}

internal readonly struct RowTree512Single : IRowTree<Vector512<float>>
{
    public static int Levels => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Split(int level, Vector512<float> left, Vector512<float> right, out Vector512<float> low, out Vector512<float> high)
    {
        if (level == 0)
        {
            low = Avx512F.UnpackLow(left, right);
            high = Avx512F.UnpackHigh(left, right);
        }
        else if (level == 1)
        {
            low = Avx512F.UnpackLow(left.AsDouble(), right.AsDouble()).AsSingle();
            high = Avx512F.UnpackHigh(left.AsDouble(), right.AsDouble()).AsSingle();
        }
        else
        {
            low = Avx512F.Shuffle4x128(left, right, 0b10_00_10_00);
            high = Avx512F.Shuffle4x128(left, right, 0b11_01_11_01);
        }
    }
}

internal readonly struct RowTree512Double : IRowTree<Vector512<double>>
{
    public static int Levels => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Split(int level, Vector512<double> left, Vector512<double> right, out Vector512<double> low, out Vector512<double> high)
    {
        if (level == 0)
        {
            low = Avx512F.UnpackLow(left, right);
            high = Avx512F.UnpackHigh(left, right);
        }
        else
        {
            low = Avx512F.Shuffle4x128(left, right, 0b10_00_10_00);
            high = Avx512F.Shuffle4x128(left, right, 0b11_01_11_01);
        }
    }
}

internal readonly struct RowTree256Single : IRowTree<Vector256<float>>
{
    public static int Levels => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Split(int level, Vector256<float> left, Vector256<float> right, out Vector256<float> low, out Vector256<float> high)
    {
        if (level == 0)
        {
            low = Avx.UnpackLow(left, right);
            high = Avx.UnpackHigh(left, right);
        }
        else if (level == 1)
        {
            low = Avx.UnpackLow(left.AsDouble(), right.AsDouble()).AsSingle();
            high = Avx.UnpackHigh(left.AsDouble(), right.AsDouble()).AsSingle();
        }
        else
        {
            low = Avx.Permute2x128(left, right, 0x20);
            high = Avx.Permute2x128(left, right, 0x31);
        }
    }
}

internal readonly struct RowTree256Double : IRowTree<Vector256<double>>
{
    public static int Levels => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Split(int level, Vector256<double> left, Vector256<double> right, out Vector256<double> low, out Vector256<double> high)
    {
        if (level == 0)
        {
            low = Avx.UnpackLow(left, right);
            high = Avx.UnpackHigh(left, right);
        }
        else
        {
            low = Avx.Permute2x128(left, right, 0x20);
            high = Avx.Permute2x128(left, right, 0x31);
        }
    }
}
