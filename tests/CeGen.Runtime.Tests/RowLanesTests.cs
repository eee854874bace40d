using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime.Tests;

/// <summary>
/// Rows into lanes and back, against plain loops. Without vectors of a width the methods of that width must not be called: those tests pass idly.
/// </summary>
public class RowLanesTests
{
    /// <summary>Elements before and behind the rows that nobody may write.</summary>
    private const int Guard = 20;

    private delegate void Load<TVector, T>(ref T source, nint stride, Span<TVector> classes);

    private delegate void Store<TVector, T>(ref T destination, nint stride, ReadOnlySpan<TVector> classes);

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(1003)]
    public void Four_classes_of_float_rows_go_there_and_back(int stride)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            ThereAndBack<Vector512<float>, float>(
                4,
                stride,
                (ref float s, nint n, Span<Vector512<float>> c) => RowLanes.Load4(ref s, n, out c[0], out c[1], out c[2], out c[3]),
                (ref float d, nint n, ReadOnlySpan<Vector512<float>> c) => RowLanes.Store4(ref d, n, c[0], c[1], c[2], c[3]));
        }

        if (Vector256.IsHardwareAccelerated)
        {
            ThereAndBack<Vector256<float>, float>(
                4,
                stride,
                (ref float s, nint n, Span<Vector256<float>> c) => RowLanes.Load4(ref s, n, out c[0], out c[1], out c[2], out c[3]),
                (ref float d, nint n, ReadOnlySpan<Vector256<float>> c) => RowLanes.Store4(ref d, n, c[0], c[1], c[2], c[3]));
        }
    }

    [Fact]
    public void Three_classes_of_float_rows_go_there_and_back()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            ThereAndBack<Vector512<float>, float>(
                3,
                3,
                (ref float s, nint _, Span<Vector512<float>> c) => RowLanes.Load3(ref s, out c[0], out c[1], out c[2]),
                (ref float d, nint _, ReadOnlySpan<Vector512<float>> c) => RowLanes.Store3(ref d, c[0], c[1], c[2]));
        }

        if (Vector256.IsHardwareAccelerated)
        {
            ThereAndBack<Vector256<float>, float>(
                3,
                3,
                (ref float s, nint _, Span<Vector256<float>> c) => RowLanes.Load3(ref s, out c[0], out c[1], out c[2]),
                (ref float d, nint _, ReadOnlySpan<Vector256<float>> c) => RowLanes.Store3(ref d, c[0], c[1], c[2]));
        }
    }

    [Fact]
    public void Two_classes_of_float_rows_go_there_and_back()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            ThereAndBack<Vector512<float>, float>(
                2,
                2,
                (ref float s, nint _, Span<Vector512<float>> c) => RowLanes.Load2(ref s, out c[0], out c[1]),
                (ref float d, nint _, ReadOnlySpan<Vector512<float>> c) => RowLanes.Store2(ref d, c[0], c[1]));
        }

        if (Vector256.IsHardwareAccelerated)
        {
            ThereAndBack<Vector256<float>, float>(
                2,
                2,
                (ref float s, nint _, Span<Vector256<float>> c) => RowLanes.Load2(ref s, out c[0], out c[1]),
                (ref float d, nint _, ReadOnlySpan<Vector256<float>> c) => RowLanes.Store2(ref d, c[0], c[1]));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(1003)]
    public void Two_classes_of_double_rows_go_there_and_back(int stride)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            ThereAndBack<Vector512<double>, double>(
                2,
                stride,
                (ref double s, nint n, Span<Vector512<double>> c) => RowLanes.Load2(ref s, n, out c[0], out c[1]),
                (ref double d, nint n, ReadOnlySpan<Vector512<double>> c) => RowLanes.Store2(ref d, n, c[0], c[1]));
        }

        if (Vector256.IsHardwareAccelerated)
        {
            ThereAndBack<Vector256<double>, double>(
                2,
                stride,
                (ref double s, nint n, Span<Vector256<double>> c) => RowLanes.Load2(ref s, n, out c[0], out c[1]),
                (ref double d, nint n, ReadOnlySpan<Vector256<double>> c) => RowLanes.Store2(ref d, n, c[0], c[1]));
        }
    }

    [Fact]
    public void Targets_come_in_the_lanes_of_their_rows()
    {
        int[] targets = [.. Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? -1 : i * 1000)];
        if (Vector512.IsHardwareAccelerated)
        {
            RowLanes.LoadTargets(ref targets[0], 5, out Vector512<int> narrow);
            RowLanes.LoadTargets(ref targets[0], 5, out Vector512<long> wide);
            Assert.Equal(targets[5..21], Lanes<Vector512<int>, int>([narrow]));
            Assert.Equal([.. targets[5..13].Select(t => (long)t)], Lanes<Vector512<long>, long>([wide]));
        }

        if (Vector256.IsHardwareAccelerated)
        {
            RowLanes.LoadTargets(ref targets[0], 6, out Vector256<int> narrow);
            RowLanes.LoadTargets(ref targets[0], 6, out Vector256<long> wide);
            Assert.Equal(targets[6..14], Lanes<Vector256<int>, int>([narrow]));
            Assert.Equal([.. targets[6..10].Select(t => (long)t)], Lanes<Vector256<long>, long>([wide]));
        }
    }

    private static void ThereAndBack<TVector, T>(int classes, int stride, Load<TVector, T> load, Store<TVector, T> store)
        where TVector : struct
        where T : unmanaged, INumber<T>
    {
        int rows = Lanes<TVector, T>([default]).Length;
        int first = Guard, length = ((rows - 1) * stride) + classes;

        // Every element is its own position.
        T[] source = [.. Enumerable.Range(0, length + (2 * Guard)).Select(T.CreateTruncating)];
        var vectors = new TVector[classes];
        load(ref source[first], stride, vectors);
        T[] expected = [.. from c in Enumerable.Range(0, classes) from row in Enumerable.Range(0, rows) select source[first + (row * stride) + c]];
        Assert.Equal(expected, Lanes<TVector, T>(vectors));

        T[] destination = Poison.Array<T>(source.Length);
        T[] written = Poison.Array<T>(source.Length);
        foreach (int at in from row in Enumerable.Range(0, rows) from c in Enumerable.Range(0, classes) select first + (row * stride) + c)
        {
            written[at] = source[at];
        }

        store(ref destination[first], stride, vectors);
        Assert.Equal(written, destination);
    }

    private static T[] Lanes<TVector, T>(TVector[] vectors)
        where TVector : struct
        where T : unmanaged
        => [.. MemoryMarshal.Cast<TVector, T>(vectors)];
}
