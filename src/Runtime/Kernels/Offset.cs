using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>References some elements further, whether to read or to write.</summary>
internal static class Offset
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T By<T>(ref T start, nint elements) => ref Unsafe.Add(ref start, elements);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly T ReadOnlyBy<T>(ref readonly T start, nint elements) => ref Unsafe.Add(ref Unsafe.AsRef(in start), elements);
}
