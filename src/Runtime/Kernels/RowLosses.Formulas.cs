using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <content>
/// The formulas. They are those of <see cref="VectorMath"/>, operation by operation, and give the same bits, but in vectors of 256 bits wherever there are such: one logarithm
/// for a row of many classes is no matter of width. Without a trait, the JIT has them in a fifth of the time, and a first call waits for it.
/// </content>
public readonly ref partial struct RowLosses<T>
{
    /// <summary>What is computed of a row.</summary>
    private interface IFormula
    {
        static abstract Vector256<T> Of(in RowLosses<T> kept, nint row, Vector256<T> number);
    }

    private readonly struct Plain : IFormula
    {
        /// <remarks>As <see cref="VectorMath.Loss(Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float})"/>.</remarks>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Of(in RowLosses<T> kept, nint row, Vector256<T> number)
        {
            Vector256<T> difference = Load(ref kept._difference, row);
            Vector256<T> near = IsNear(difference);
            return LogTerm(in kept, row, near) - Vector256.AndNot(difference, near);
        }
    }

    private readonly struct Smoothed : IFormula
    {
        /// <remarks>As <see cref="VectorMath.SmoothedLoss(Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float})"/>.</remarks>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Of(in RowLosses<T> kept, nint row, Vector256<T> number)
        {
            Vector256<T> difference = Load(ref kept._difference, row);
            Vector256<T> near = IsNear(difference);
            Vector256<T> factor = Vector256.ConditionalSelect(near, number, number - Vector256<T>.One);
            Vector256<T> terms = (factor * difference) - Load(ref kept._total, row);
            return LogTerm(in kept, row, near) + terms;
        }
    }

    private readonly struct Weighted : IFormula
    {
        /// <remarks>
        /// As <see cref="VectorMath.WeightedLoss(Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float})"/>.
        /// </remarks>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Of(in RowLosses<T> kept, nint row, Vector256<T> number)
        {
            Vector256<T> difference = Load(ref kept._difference, row);
            Vector256<T> held = Load(ref kept._held, row);
            Vector256<T> near = IsNear(difference);
            Vector256<T> factor = Vector256.ConditionalSelect(near, number, Vector256<T>.Zero - held);
            Vector256<T> counts = Vector256.LessThan(Vector256<T>.Zero, Vector256.MaxNative(factor, Vector256<T>.Zero - factor));
            Vector256<T> terms = ((factor * difference) & counts) - Load(ref kept._total, row);
            return MultiplyAdd(held + number, LogTerm(in kept, row, near), terms);
        }
    }

    private readonly struct Probabilities : IFormula
    {
        /// <remarks>As <see cref="VectorMath.ProbabilityLoss(Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float})"/>.</remarks>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Of(in RowLosses<T> kept, nint row, Vector256<T> number)
        {
            Vector256<T> max = Load(ref kept._max, row);
            Vector256<T> largest = Exp(max, Shift(max));
            Vector256<T> rest = Vector256.MaxNative(Vector256<T>.Zero, Load(ref kept._rest, row) - largest);
            return (Load(ref kept._own, row) * Log1P(rest / largest)) - Load(ref kept._total, row);
        }
    }

    private readonly struct LogSum : IFormula
    {
        /// <remarks>As <see cref="VectorMath.LogSum(Vector256{float}, Vector256{float})"/>.</remarks>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Of(in RowLosses<T> kept, nint row, Vector256<T> number) =>
            LogOfSum(Load(ref kept._rest, row) + Load(ref kept._own, row), Load(ref kept._max, row));
    }

    private readonly struct LogSumOfProbabilities : IFormula
    {
        /// <inheritdoc cref="LogSum.Of"/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Of(in RowLosses<T> kept, nint row, Vector256<T> number) => LogOfSum(Load(ref kept._rest, row), Load(ref kept._max, row));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Load(ref T from, nint row) => Vector256.LoadUnsafe(ref from, (nuint)row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Shift(Vector256<T> max) => typeof(T) == typeof(float)
        ? VectorMath.Shift(max.AsSingle()).As<float, T>()
        : VectorMath.Shift(max.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> IsNear(Vector256<T> difference) => typeof(T) == typeof(float)
        ? Vector256.LessThan(Vector256.Create((float)VectorMath.NearDifference), difference.AsSingle()).As<float, T>()
        : Vector256.LessThan(Vector256.Create(VectorMath.NearDifference), difference.AsDouble()).As<double, T>();

    /// <summary>Near: −log p_y. Far: the same without −difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> LogTerm(in RowLosses<T> kept, nint row, Vector256<T> near)
    {
        Vector256<T> rest = Load(ref kept._rest, row);
        Vector256<T> own = Load(ref kept._own, row);
        Vector256<T> max = Load(ref kept._max, row);
        Vector256<T> log = Log1P(Vector256.ConditionalSelect(near, rest / own, (rest + own) - Vector256<T>.One));
        return log - Vector256.AndNot(LeftOfMax(max, Shift(max)), near);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> LogOfSum(Vector256<T> sum, Vector256<T> max) => Log1P(sum - Vector256<T>.One) - LeftOfMax(Vector256<T>.Zero, Shift(max));

    /// <summary>What the shift leaves of the maximum: max − shift·ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> LeftOfMax(Vector256<T> max, Vector256<T> shift)
    {
        if (typeof(T) == typeof(float))
        {
            Vector256<float> left = Vector256.FusedMultiplyAdd(shift.AsSingle(), Vector256.Create(-ExpSingle.Ln2High), max.AsSingle());
            return Vector256.FusedMultiplyAdd(shift.AsSingle(), Vector256.Create(-ExpSingle.Ln2Low), left).As<float, T>();
        }
        else
        {
            Vector256<double> left = Vector256.FusedMultiplyAdd(shift.AsDouble(), Vector256.Create(-ExpDouble.Ln2High), max.AsDouble());
            return Vector256.FusedMultiplyAdd(shift.AsDouble(), Vector256.Create(-ExpDouble.Ln2Low), left).As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> MultiplyAdd(Vector256<T> left, Vector256<T> right, Vector256<T> addend) => typeof(T) == typeof(float)
        ? Vector256.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
        : Vector256.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Exp(Vector256<T> x, Vector256<T> shift) => typeof(T) == typeof(float)
        ? VectorMath.Exp(x.AsSingle(), shift.AsSingle()).As<float, T>()
        : VectorMath.Exp(x.AsDouble(), shift.AsDouble()).As<double, T>();

    /// <summary>As <see cref="VectorMath.Log1P(Vector256{float})"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Log1P(Vector256<T> z) => typeof(T) == typeof(float)
        ? VectorMath.Log1P(z.AsSingle()).As<float, T>()
        : VectorMath.Log1P(z.AsDouble()).As<double, T>();
}
