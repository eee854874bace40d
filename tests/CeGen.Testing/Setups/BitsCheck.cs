using System.Numerics;

namespace CeGen.Testing;

/// <summary>Calls a kernel with logits of any bits: rows that are spoilt give NaN, others do not, and those have the bits of a call in which no row is spoilt.</summary>
public static class BitsCheck
{
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public static string? Complaint<T>(SpanKernel<T> kernel, LossSetup setup, LossInputs inputs, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new LossMemory<T>(setup, inputs, Placement.Plain);
        T[] logits = new T[inputs.Logits.Length];
        RandomBits.Fill<T>(random, logits, setup.Classes, inputs.Positions);
        memory.Replace(logits);
        LossOutcome<T>[] spoilt = KernelRun.All(kernel, memory);

        // The elements of a binary loss are rows of their own, of which NaN alone spoils one.
        (int classes, int positions) = setup.IsBinary ? (1, 1) : (setup.Classes, inputs.Positions);
        int rows = logits.Length / classes;
        bool[] isSpoilt = [.. Enumerable.Range(0, rows).Select(row => setup.IsBinary ? T.IsNaN(logits[row]) : RandomBits.IsSpoilt<T>(logits, row, classes, positions))];
        T[] clean = [.. logits.Select((x, at) => isSpoilt[RowOf(at)] ? RandomBits.Ordinary<T>(random) : x)];
        memory.Replace(clean);
        LossOutcome<T>[] expected = KernelRun.All(kernel, memory);

        for (int call = 0; call < spoilt.Length; call++)
        {
            for (int row = 0; row < rows; row++)
            {
                if (Row(call, row) is { } complaint)
                {
                    string values = string.Join(", ", Enumerable.Range(0, Math.Min(classes, 8)).Select(c => logits[RandomBits.At(row, c, classes, positions)].ToString("R", null)));
                    return $"call {call}, row {row} of ({values}…), target {(setup.HasIndices ? inputs.Indices[row] : inputs.Probabilities[row * classes])}: {complaint}";
                }
            }
        }

        return null;

        int RowOf(int at) => (at / (classes * positions) * positions) + (at % positions);

        string? Row(int call, int row)
        {
            bool counts = !setup.HasIndices || (inputs.Indices[row] != setup.IgnoreIndex && (setup.Smoothing != 0 || setup.Weights?[inputs.Indices[row]] != 0));
            bool isLost = isSpoilt[row] && counts;
            LossOutcome<T> actual = spoilt[call], other = expected[call];
            if (call < 3 && setup.WritesLosses && (isLost ? !T.IsNaN(actual.Losses[row]) : !Same(actual.Losses[row], other.Losses[row]) && !isSpoilt[row]))
            {
                return $"the loss is {actual.Losses[row]}, clean {other.Losses[row]}";
            }

            if (call < 3 && setup.WritesLosses && !isLost && T.IsNaN(actual.Losses[row]) && !MayMultiplyInfinityWithZero(row))
            {
                return "the loss is NaN";
            }

            if (call < 3 && setup.HasLogSumExp && (isSpoilt[row] ? !T.IsNaN(actual.LogSumExp[row]) : T.IsNaN(actual.LogSumExp[row]) || !Same(actual.LogSumExp[row], other.LogSumExp[row])))
            {
                return $"log-sum-exp is {actual.LogSumExp[row]}, clean {other.LogSumExp[row]}";
            }

            if (call < 3 && setup.HasPredictions && actual.Predictions[row] != FirstOfLargest(row))
            {
                return $"the prediction is {actual.Predictions[row]}, and should be {FirstOfLargest(row)}";
            }

            return call == 0 ? null : Gradient(call == 2 ? actual.Logits : actual.Gradient, call == 2 ? other.Logits : other.Gradient, row, isLost, counts);
        }

        string? Gradient(T[] actual, T[] other, int row, bool isLost, bool counts)
        {
            for (int c = 0; c < classes; c++)
            {
                int at = RandomBits.At(row, c, classes, positions);
                bool isRight = isLost ? T.IsNaN(actual[at]) : counts || setup.IsBinary ? Same(actual[at], other[at]) && !T.IsNaN(actual[at]) : actual[at] == T.Zero && T.IsPositive(actual[at]);
                if (!isRight)
                {
                    return $"the gradient of class {c} is {actual[at]}, clean {other[at]}";
                }
            }

            return null;
        }

        // NaN is the largest.
        int FirstOfLargest(int row)
        {
            T[] x = [.. Enumerable.Range(0, classes).Select(c => logits[RandomBits.At(row, c, classes, positions)])];
            int nan = Array.FindIndex(x, T.IsNaN);
            return nan >= 0 ? nan : Array.IndexOf(x, x.Max());
        }

        // Probabilities are multiplied as they are: 0·∞ is NaN.
        bool MayMultiplyInfinityWithZero(int row) => !setup.IsBinary && !setup.HasIndices && Enumerable.Range(0, classes).Any(c => IsFar(logits[RandomBits.At(row, c, classes, positions)]));

        static bool IsFar(T x) => T.Abs(x) > T.BitDecrement(T.PositiveInfinity) / T.CreateTruncating(4);
    }

    /// <summary>Whether two numbers are the same, NaN too. A zero may have the other sign: rows beside a spoilt one are left to the dynamic kernel with it.</summary>
    private static bool Same<T>(T left, T right)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => left.Equals(right);
}
