using System.Numerics;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime.Tests;

/// <summary>Sums that carry their rounding errors, against exact ones.</summary>
public abstract class SumTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<Width> Widths => [.. Enum.GetValues<Width>()];

    public static TheoryData<Width, int> Lengths
    {
        get
        {
            var lengths = new TheoryData<Width, int>();
            foreach (Width width in Enum.GetValues<Width>())
            {
                lengths.Add(width, 1);
                lengths.Add(width, 9);
                lengths.Add(width, 64);
            }

            return lengths;
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Terms_of_any_size_and_sign_are_summed_exactly(Width width, int steps) => Of(width).Terms_of_any_size_and_sign_are_summed_exactly(steps);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Exponentials_are_summed_exactly_with_and_without_one_of_them(Width width, int steps) =>
        Of(width).Exponentials_are_summed_exactly_with_and_without_one_of_them(steps);

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_lanes_keep_their_errors(Width width) => Of(width).The_lanes_keep_their_errors();

    [Theory]
    [MemberData(nameof(Widths))]
    public void An_infinite_sum_is_infinite_and_no_NaN_is_lost(Width width) => Of(width).An_infinite_sum_is_infinite_and_no_NaN_is_lost();

    private static ISumChecks Of(Width width) => width switch
    {
        Width.Scalar => new SumChecks<SimdScalar<T>, T, T>(),
        Width.Vector128 => new SumChecks<Simd128<T>, Vector128<T>, T>(),
        Width.Vector256 => new SumChecks<Simd256<T>, Vector256<T>, T>(),
        _ => new SumChecks<Simd512<T>, Vector512<T>, T>(),
    };
}

public sealed class SumSingleTests : SumTests<float>;

public sealed class SumDoubleTests : SumTests<double>;
