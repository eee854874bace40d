using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>The constants of the float exponential, each in all elements of a vector of 256 bits.</summary>
internal static class ExpSingleInMemory
{
    public const int Log2E = 0;
    public const int Round = 8;
    public const int MinusLn2High = 16;
    public const int MinusLn2Low = 24;
    public const int Q4 = 32;
    public const int Q3 = 40;
    public const int Q2 = 48;
    public const int Q1 = 56;
    public const int Q0 = 64;
    public const int One = 72;
    public const int Lowest = 80;

    public static ReadOnlySpan<float> Vectors =>
    [
        ExpSingle.Log2E, ExpSingle.Log2E, ExpSingle.Log2E, ExpSingle.Log2E, ExpSingle.Log2E, ExpSingle.Log2E, ExpSingle.Log2E, ExpSingle.Log2E,
        FloatBits.RoundSingle, FloatBits.RoundSingle, FloatBits.RoundSingle, FloatBits.RoundSingle, FloatBits.RoundSingle, FloatBits.RoundSingle, FloatBits.RoundSingle, FloatBits.RoundSingle,
        -ExpSingle.Ln2High, -ExpSingle.Ln2High, -ExpSingle.Ln2High, -ExpSingle.Ln2High, -ExpSingle.Ln2High, -ExpSingle.Ln2High, -ExpSingle.Ln2High, -ExpSingle.Ln2High,
        -ExpSingle.Ln2Low, -ExpSingle.Ln2Low, -ExpSingle.Ln2Low, -ExpSingle.Ln2Low, -ExpSingle.Ln2Low, -ExpSingle.Ln2Low, -ExpSingle.Ln2Low, -ExpSingle.Ln2Low,
        ExpSingle.Q4, ExpSingle.Q4, ExpSingle.Q4, ExpSingle.Q4, ExpSingle.Q4, ExpSingle.Q4, ExpSingle.Q4, ExpSingle.Q4,
        ExpSingle.Q3, ExpSingle.Q3, ExpSingle.Q3, ExpSingle.Q3, ExpSingle.Q3, ExpSingle.Q3, ExpSingle.Q3, ExpSingle.Q3,
        ExpSingle.Q2, ExpSingle.Q2, ExpSingle.Q2, ExpSingle.Q2, ExpSingle.Q2, ExpSingle.Q2, ExpSingle.Q2, ExpSingle.Q2,
        ExpSingle.Q1, ExpSingle.Q1, ExpSingle.Q1, ExpSingle.Q1, ExpSingle.Q1, ExpSingle.Q1, ExpSingle.Q1, ExpSingle.Q1,
        ExpSingle.Q0, ExpSingle.Q0, ExpSingle.Q0, ExpSingle.Q0, ExpSingle.Q0, ExpSingle.Q0, ExpSingle.Q0, ExpSingle.Q0,
        1, 1, 1, 1, 1, 1, 1, 1,
        ExpSingle.Lowest, ExpSingle.Lowest, ExpSingle.Lowest, ExpSingle.Lowest, ExpSingle.Lowest, ExpSingle.Lowest, ExpSingle.Lowest, ExpSingle.Lowest,
    ];
}

public static partial class VectorMath
{
    /// <summary>
    /// As <see cref="Exp(ref Vector256{float}, ref Vector256{float}, ref Vector256{float}, ref Vector256{float}, Vector256{float})"/>, with constants that are operands in memory: the same bits. Where several fours
    /// follow each other in a loop, the JIT keeps constants in the 16 registers that there are, and the exponentials on the stack (docs/performance.md).
    /// </summary>
    /// <param name="a">The exponents; receives the powers.</param>
    /// <param name="b">As <paramref name="a"/>.</param>
    /// <param name="c">As <paramref name="a"/>.</param>
    /// <param name="d">As <paramref name="a"/>.</param>
    /// <param name="shift">As there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExpSparing(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d, Vector256<float> shift)
    {
        if (Avx512F.VL.IsSupported)
        {
            // There are 32 registers.
            Exp(ref a, ref b, ref c, ref d, shift);
            return;
        }

        ref float constants = ref MemoryMarshal.GetReference(ExpSingleInMemory.Vectors);
        a = Vector256.MaxNative(Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Lowest), a);
        b = Vector256.MaxNative(Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Lowest), b);
        c = Vector256.MaxNative(Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Lowest), c);
        d = Vector256.MaxNative(Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Lowest), d);

        Vector256<float> n0 = Vector256.FusedMultiplyAdd(a, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Log2E), Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Round)) - Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Round);
        Vector256<float> n1 = Vector256.FusedMultiplyAdd(b, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Log2E), Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Round)) - Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Round);
        Vector256<float> n2 = Vector256.FusedMultiplyAdd(c, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Log2E), Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Round)) - Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Round);
        Vector256<float> n3 = Vector256.FusedMultiplyAdd(d, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Log2E), Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Round)) - Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Round);

        a = Vector256.FusedMultiplyAdd(n0, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.MinusLn2High), a);
        b = Vector256.FusedMultiplyAdd(n1, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.MinusLn2High), b);
        c = Vector256.FusedMultiplyAdd(n2, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.MinusLn2High), c);
        d = Vector256.FusedMultiplyAdd(n3, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.MinusLn2High), d);

        a = Vector256.FusedMultiplyAdd(n0, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.MinusLn2Low), a);
        b = Vector256.FusedMultiplyAdd(n1, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.MinusLn2Low), b);
        c = Vector256.FusedMultiplyAdd(n2, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.MinusLn2Low), c);
        d = Vector256.FusedMultiplyAdd(n3, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.MinusLn2Low), d);

        Vector256<float> q0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q4), a, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q3));
        Vector256<float> q1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q4), b, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q3));
        Vector256<float> q2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q4), c, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q3));
        Vector256<float> q3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q4), d, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q3));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q2));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q2));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q2));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q2));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q1));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q1));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q1));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q1));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q0));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q0));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q0));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.Q0));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.One));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.One));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.One));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.One));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.One));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.One));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.One));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.LoadUnsafe(ref constants, ExpSingleInMemory.One));
        a = Scale(q0, n0 - shift);
        b = Scale(q1, n1 - shift);
        c = Scale(q2, n2 - shift);
        d = Scale(q3, n3 - shift);
    }
}
