using System.Numerics;
using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>Single numbers to and from <see cref="double"/>. Generic math has this too, but the JIT looks for it there each time, and a first call waits for the JIT.</summary>
internal static class Scalar
{
    /// <summary>Rounds to <typeparamref name="T"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T From<T>(double value)
        where T : unmanaged, INumberBase<T>
        => typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value)
            : typeof(T) == typeof(double) ? Unsafe.BitCast<double, T>(value)
            : T.CreateTruncating(value);

    /// <summary>The same number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble<T>(T value)
        where T : unmanaged, INumberBase<T>
        => typeof(T) == typeof(float) ? Unsafe.BitCast<T, float>(value)
            : typeof(T) == typeof(double) ? Unsafe.BitCast<T, double>(value)
            : double.CreateTruncating(value);
}
