using System.Numerics;

namespace CeGen.Runtime.Tests;

/// <summary>Memory whose content shows whether it has been written to.</summary>
internal static class Poison
{
    private const double Value = -12345.5;

    public static T[] Array<T>(int length)
        where T : unmanaged, INumberBase<T>
    {
        T[] array = new T[length];
        System.Array.Fill(array, T.CreateTruncating(Value));
        return array;
    }

    public static void IsUntouched<T>(ReadOnlySpan<T> memory)
        where T : unmanaged, INumberBase<T>
        => Bits.Equal(Array<T>(memory.Length), memory, "poisoned memory");

    public static void IsUntouched<T>(T[] memory)
        where T : unmanaged, INumberBase<T>
        => IsUntouched(new ReadOnlySpan<T>(memory));
}
