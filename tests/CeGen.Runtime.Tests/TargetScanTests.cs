using System.Globalization;
using System.Numerics;

namespace CeGen.Runtime.Tests;

/// <summary>Targets are checked whole, for every integer type.</summary>
public abstract class TargetScanTests<TTarget>
    where TTarget : unmanaged, IBinaryInteger<TTarget>, IMinMaxValue<TTarget>
{
    /// <summary>Two vectors of bytes and a remainder, whatever the type.</summary>
    private const int Rows = 70;

    private const int Classes = 5;

    [Fact]
    public void Every_class_is_accepted_in_every_row()
    {
        Assert.Equal(Rows, TargetScan.CountedRows<TTarget>(Valid(Rows), Classes, -100, unbatched: false));
        Assert.Equal(0, TargetScan.CountedRows<TTarget>([], Classes, -100, unbatched: false));
    }

    [Fact]
    public void One_wrong_target_is_found_in_every_row()
    {
        foreach (TTarget wrong in Wrong())
        {
            for (int row = 0; row < Rows; row++)
            {
                TTarget[] targets = Valid(Rows);
                targets[row] = wrong;
                ArgumentOutOfRangeException e = Rejects(targets);
                Assert.Equal("targets", e.ParamName);
                Assert.Equal(wrong, e.ActualValue);
                string number = wrong.ToString(null, CultureInfo.InvariantCulture);
                Assert.StartsWith($"Target {number} at row {row} is out of range: expected 0 ≤ target < 5{OrIgnored}.", e.Message);
            }
        }
    }

    [Fact]
    public void The_first_of_several_wrong_targets_is_named()
    {
        TTarget[] targets = Valid(Rows);
        targets[66] = TTarget.CreateTruncating(6);
        targets[41] = TTarget.CreateTruncating(7);
        targets[69] = TTarget.CreateTruncating(8);
        Assert.StartsWith("Target 7 at row 41 ", Rejects(targets).Message);
    }

    [Fact]
    public void The_largest_class_that_fits_the_type_is_accepted_with_more_classes_than_that()
    {
        int classes = int.CreateSaturating(TTarget.MaxValue) is int last && last < 70_000 ? last + 100 : int.MaxValue;
        TTarget[] targets = Valid(Rows);
        targets[3] = targets[69] = TTarget.CreateSaturating(classes - 1);
        Assert.Equal(Rows, TargetScan.CountedRows<TTarget>(targets, classes, -100, unbatched: false));
    }

    [Fact]
    public void Rows_with_an_ignore_index_inside_the_classes_are_not_counted()
    {
        TTarget[] targets = Valid(Rows);
        Assert.Equal(Rows - 14, TargetScan.CountedRows<TTarget>(targets, Classes, ignoreIndex: 3, unbatched: false));

        int[] classes = new int[Rows];
        TargetBlock.Normalize<TTarget>(targets, ignoreIndex: 3, classes);
        Assert.Equal([.. Enumerable.Range(0, Rows).Select(i => i % Classes == 3 ? -1 : i % Classes)], classes);
    }

    [Fact]
    public void Rows_with_an_ignore_index_outside_the_classes_are_not_counted()
    {
        TTarget[] targets = Valid(Rows);
        targets[0] = targets[33] = targets[69] = TTarget.CreateTruncating(100);
        Assert.Equal(Rows - 3, TargetScan.CountedRows<TTarget>(targets, Classes, ignoreIndex: 100, unbatched: false));

        int[] classes = new int[Rows];
        TargetBlock.Normalize<TTarget>(targets, ignoreIndex: 100, classes);
        Assert.Equal([.. Enumerable.Range(0, Rows).Select(i => i is 0 or 33 or 69 ? -1 : i % Classes)], classes);
    }

    [Fact]
    public void An_ignore_index_that_the_type_cannot_hold_ignores_nothing()
    {
        foreach (long ignoreIndex in IndicesThatDoNotFit())
        {
            // What is left of the index when it is cut down to the type: an error, or a class like any other.
            TTarget lookalike = TTarget.CreateTruncating(ignoreIndex);
            if (lookalike >= TTarget.Zero && lookalike < TTarget.CreateTruncating(Classes))
            {
                Assert.Equal(Rows, TargetScan.CountedRows<TTarget>(All(lookalike), Classes, ignoreIndex, unbatched: false));
                int[] classes = new int[Rows];
                TargetBlock.Normalize<TTarget>(All(lookalike), ignoreIndex, classes);
                Assert.All(classes, c => Assert.Equal(int.CreateChecked(lookalike), c));
            }
            else
            {
                ArgumentOutOfRangeException e = Rejects(All(lookalike), ignoreIndex);
                Assert.Contains("at row 0 is out of range: expected 0 ≤ target < 5.", e.Message);
            }
        }
    }

    [Fact]
    public void An_unbatched_target_is_named_without_a_row()
    {
        TTarget target = TTarget.CreateTruncating(7);
        var loss = new CrossEntropyLoss(Classes);
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => loss.Forward(new float[Classes], target));
        Assert.Equal("target", e.ParamName);
        Assert.Equal(target, e.ActualValue);
        Assert.StartsWith($"Target 7 is out of range: expected 0 ≤ target < 5{OrIgnored}.", e.Message);
    }

    /// <summary>The default index is named where a target can be it.</summary>
    private static string OrIgnored => TTarget.MinValue < TTarget.Zero ? ", or the ignore index -100" : "";

    private static ArgumentOutOfRangeException Rejects(TTarget[] targets, long ignoreIndex = -100) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TargetScan.CountedRows<TTarget>(targets, Classes, ignoreIndex, unbatched: false));

    private static TTarget[] Valid(int rows) => [.. Enumerable.Range(0, rows).Select(i => TTarget.CreateTruncating(i % Classes))];

    private static TTarget[] All(TTarget target) => [.. Enumerable.Repeat(target, Rows)];

    private static IEnumerable<TTarget> Wrong()
    {
        TTarget classes = TTarget.CreateTruncating(Classes);
        yield return classes;
        yield return TTarget.MaxValue;
        if (TTarget.MinValue < TTarget.Zero)
        {
            yield return -TTarget.One;
            yield return TTarget.MinValue;
            yield return TTarget.MinValue + TTarget.One;
        }
    }

    private static IEnumerable<long> IndicesThatDoNotFit()
    {
        long[] candidates =
        [
            -100, -1, long.MinValue, long.MinValue + 2, long.MaxValue,
            156, 256, 257, -253,
            65_436, 65_537, -65_533,
            4_294_967_196, 4_294_967_298, -4_294_967_295,
        ];
        BigInteger lowest = BigInteger.CreateChecked(TTarget.MinValue), highest = BigInteger.CreateChecked(TTarget.MaxValue);
        return candidates.Where(c => c < lowest || c > highest);
    }
}

public sealed class TargetScanByteTests : TargetScanTests<byte>;

public sealed class TargetScanSByteTests : TargetScanTests<sbyte>;

public sealed class TargetScanInt16Tests : TargetScanTests<short>;

public sealed class TargetScanUInt16Tests : TargetScanTests<ushort>;

public sealed class TargetScanInt32Tests : TargetScanTests<int>;

public sealed class TargetScanUInt32Tests : TargetScanTests<uint>;

public sealed class TargetScanInt64Tests : TargetScanTests<long>;

public sealed class TargetScanUInt64Tests : TargetScanTests<ulong>;
