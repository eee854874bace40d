namespace CeGen.Runtime.Tests;

/// <summary>The cases of targets that users meet, through the public door.</summary>
public class TargetExampleTests
{
    [Fact]
    public void The_message_names_target_row_range_and_ignore_index()
    {
        int[] targets = [0, 1, 4, 7, 9];
        ArgumentOutOfRangeException e = Rejects(5, targets);
        Assert.Equal("targets", e.ParamName);
        Assert.Equal(7, e.ActualValue);
        Assert.StartsWith("Target 7 at row 3 is out of range: expected 0 ≤ target < 5, or the ignore index -100.", e.Message);
    }

    [Fact]
    public void The_largest_byte_is_no_class_of_ten() => Assert.Contains("Target 255 at row 1 ", Rejects<byte>(10, [9, 255]).Message);

    [Fact]
    public void The_largest_long_is_no_class_of_ten() =>
        Assert.Contains("Target 9223372036854775807 at row 1 ", Rejects(10, [9, long.MaxValue]).Message);

    [Fact]
    public void A_long_whose_lower_half_is_a_class_is_none() =>
        Assert.Contains("Target 4294967299 at row 0 ", Rejects(10, [4_294_967_299]).Message);

    [Fact]
    public void Signed_bytes_can_name_the_first_of_a_thousand_classes()
    {
        var loss = new CrossEntropyLoss(1000);
        float[] logits = Batch.Random(3, 2, 1000).LogitsAs<float>();
        Bits.Equal(loss.Forward<float, int>(logits, [127, 0]), loss.Forward<float, sbyte>(logits, [127, 0]));
        Assert.Contains("Target -1 at row 1 ", Rejects<sbyte>(1000, [127, -1]).Message);
    }

    [Fact]
    public void Byte_156_is_an_error_with_ten_classes_although_it_is_minus_100_in_eight_bits() =>
        Assert.Contains("Target 156 at row 1 ", Rejects<byte>(10, [0, 156]).Message);

    [Fact]
    public void Byte_156_is_a_class_of_two_hundred_although_it_is_minus_100_in_eight_bits()
    {
        var loss = new CrossEntropyLoss(200);
        double[] logits = Batch.Random(4, 2, 200).LogitsAs<double>();
        double actual = loss.Forward<double, byte>(logits, [0, 156]);
        Assert.NotEqual(0, actual);
        Bits.Equal(loss.Forward<double, int>(logits, [0, 156]), actual);
    }

    [Fact]
    public void Unsigned_targets_never_match_the_default_ignore_index()
    {
        Assert.Contains("Target 18446744073709551516 at row 0 ", Rejects(10, [unchecked((ulong)-100)]).Message);
        Assert.Contains("Target 4294967196 at row 0 ", Rejects(10, [unchecked((uint)-100)]).Message);
    }

    [Fact]
    public void The_position_of_a_wrong_target_among_many_rows_does_not_matter()
    {
        foreach (int row in new[] { 0, 255, 256, 511, 512, 599 })
        {
            int[] targets = new int[600];
            targets[row] = 3;
            Assert.Contains($"Target 3 at row {row} ", Rejects(3, targets).Message);
        }
    }

    [Fact]
    public void Nothing_is_written_when_a_target_is_wrong()
    {
        var loss = new CrossEntropyLoss(3);
        float[] losses = Poison.Array<float>(600), gradient = Poison.Array<float>(1800);
        int[] targets = new int[600];
        targets[599] = 3;
        Assert.Throws<ArgumentOutOfRangeException>(() => loss.ForwardBackward<float, int>(new float[1800], targets, losses, gradient));
        Assert.Throws<ArgumentOutOfRangeException>(() => loss.Forward<float, int>(new float[1800], targets, losses));
        Assert.Throws<ArgumentOutOfRangeException>(() => loss.Backward<float, int>(new float[1800], targets, 2f, gradient));
        Poison.IsUntouched(losses);
        Poison.IsUntouched(gradient);
    }

    [Fact]
    public void Integers_of_128_bits_are_not_supported() =>
        Assert.Throws<NotSupportedException>(() => new CrossEntropyLoss(3).Forward<float, Int128>(new float[3], [Int128.One]));

    private static ArgumentOutOfRangeException Rejects<TTarget>(int classes, TTarget[] targets)
        where TTarget : unmanaged, System.Numerics.IBinaryInteger<TTarget>
        => Assert.Throws<ArgumentOutOfRangeException>(
            () => new CrossEntropyLoss(classes).Forward<float, TTarget>(new float[classes * targets.Length], targets));
}
