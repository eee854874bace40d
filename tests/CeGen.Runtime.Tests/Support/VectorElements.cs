using System.Runtime.Intrinsics;

namespace CeGen.Runtime.Tests;

/// <summary>The lanes of vectors.</summary>
internal static class VectorElements
{
    public static T[] Elements<T>(this Vector512<T> vector) => [.. Enumerable.Range(0, Vector512<T>.Count).Select(i => vector.GetElement(i))];

    public static T[] Elements<T>(this Vector256<T> vector) => [.. Enumerable.Range(0, Vector256<T>.Count).Select(i => vector.GetElement(i))];
}
