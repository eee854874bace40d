using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>The constants of the double exponential, each in all elements of a vector of 256 bits.</summary>
internal static class ExpDoubleInMemory
{
    public const int Log2E = 0;
    public const int Round = 4;
    public const int MinusLn2High = 8;
    public const int MinusLn2Low = 12;
    public const int Q9 = 16;
    public const int Q8 = 20;
    public const int Q7 = 24;
    public const int Q6 = 28;
    public const int Q5 = 32;
    public const int Q4 = 36;
    public const int Q3 = 40;
    public const int Q2 = 44;
    public const int Q1 = 48;
    public const int Q0 = 52;
    public const int One = 56;
    public const int Lowest = 60;

    public static ReadOnlySpan<double> Vectors =>
    [
        ExpDouble.Log2E, ExpDouble.Log2E, ExpDouble.Log2E, ExpDouble.Log2E,
        FloatBits.RoundDouble, FloatBits.RoundDouble, FloatBits.RoundDouble, FloatBits.RoundDouble,
        -ExpDouble.Ln2High, -ExpDouble.Ln2High, -ExpDouble.Ln2High, -ExpDouble.Ln2High,
        -ExpDouble.Ln2Low, -ExpDouble.Ln2Low, -ExpDouble.Ln2Low, -ExpDouble.Ln2Low,
        ExpDouble.Q9, ExpDouble.Q9, ExpDouble.Q9, ExpDouble.Q9,
        ExpDouble.Q8, ExpDouble.Q8, ExpDouble.Q8, ExpDouble.Q8,
        ExpDouble.Q7, ExpDouble.Q7, ExpDouble.Q7, ExpDouble.Q7,
        ExpDouble.Q6, ExpDouble.Q6, ExpDouble.Q6, ExpDouble.Q6,
        ExpDouble.Q5, ExpDouble.Q5, ExpDouble.Q5, ExpDouble.Q5,
        ExpDouble.Q4, ExpDouble.Q4, ExpDouble.Q4, ExpDouble.Q4,
        ExpDouble.Q3, ExpDouble.Q3, ExpDouble.Q3, ExpDouble.Q3,
        ExpDouble.Q2, ExpDouble.Q2, ExpDouble.Q2, ExpDouble.Q2,
        ExpDouble.Q1, ExpDouble.Q1, ExpDouble.Q1, ExpDouble.Q1,
        ExpDouble.Q0, ExpDouble.Q0, ExpDouble.Q0, ExpDouble.Q0,
        1, 1, 1, 1,
        ExpDouble.Lowest, ExpDouble.Lowest, ExpDouble.Lowest, ExpDouble.Lowest,
    ];
}

public static partial class VectorMath
{
    /// <inheritdoc cref="ExpSparing(ref Vector256{float}, ref Vector256{float}, ref Vector256{float}, ref Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExpSparing(ref Vector256<double> a, ref Vector256<double> b, ref Vector256<double> c, ref Vector256<double> d, Vector256<double> shift)
    {
        if (Avx512F.VL.IsSupported)
        {
            // There are 32 registers.
            Exp(ref a, ref b, ref c, ref d, shift);
            return;
        }

        ref double constants = ref MemoryMarshal.GetReference(ExpDoubleInMemory.Vectors);
        a = Vector256.MaxNative(Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Lowest), a);
        b = Vector256.MaxNative(Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Lowest), b);
        c = Vector256.MaxNative(Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Lowest), c);
        d = Vector256.MaxNative(Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Lowest), d);

        Vector256<double> n0 = Vector256.FusedMultiplyAdd(a, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Log2E), Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Round)) - Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Round);
        Vector256<double> n1 = Vector256.FusedMultiplyAdd(b, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Log2E), Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Round)) - Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Round);
        Vector256<double> n2 = Vector256.FusedMultiplyAdd(c, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Log2E), Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Round)) - Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Round);
        Vector256<double> n3 = Vector256.FusedMultiplyAdd(d, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Log2E), Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Round)) - Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Round);

        a = Vector256.FusedMultiplyAdd(n0, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.MinusLn2High), a);
        b = Vector256.FusedMultiplyAdd(n1, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.MinusLn2High), b);
        c = Vector256.FusedMultiplyAdd(n2, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.MinusLn2High), c);
        d = Vector256.FusedMultiplyAdd(n3, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.MinusLn2High), d);

        a = Vector256.FusedMultiplyAdd(n0, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.MinusLn2Low), a);
        b = Vector256.FusedMultiplyAdd(n1, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.MinusLn2Low), b);
        c = Vector256.FusedMultiplyAdd(n2, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.MinusLn2Low), c);
        d = Vector256.FusedMultiplyAdd(n3, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.MinusLn2Low), d);

        Vector256<double> q0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q9), a, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q8));
        Vector256<double> q1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q9), b, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q8));
        Vector256<double> q2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q9), c, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q8));
        Vector256<double> q3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q9), d, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q8));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q7));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q7));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q7));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q7));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q6));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q6));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q6));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q6));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q5));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q5));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q5));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q5));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q4));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q4));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q4));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q4));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q3));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q3));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q3));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q3));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q2));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q2));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q2));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q2));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q1));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q1));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q1));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q1));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q0));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q0));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q0));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.Q0));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.One));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.One));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.One));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.One));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.One));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.One));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.One));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.LoadUnsafe(ref constants, ExpDoubleInMemory.One));
        a = Scale(q0, n0 - shift);
        b = Scale(q1, n1 - shift);
        c = Scale(q2, n2 - shift);
        d = Scale(q3, n3 - shift);
    }
}
