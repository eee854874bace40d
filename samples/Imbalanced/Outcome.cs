namespace Imbalanced;

/// <summary>The classes: how the wind of a storm changes within a day. Few change fast.</summary>
internal static class Outcome
{
    public const int Count = 5;

    /// <summary>In hours.</summary>
    public const int Horizon = 24;

    // The National Hurricane Center calls 30 knots within 24 hours rapid intensification.
    private const float Fast = 30;
    private const float Noticeable = 10;

    public static string[] Names { get; } = ["falls fast", "falls", "steady", "rises", "rises fast"];

    /// <param name="change">In knots.</param>
    public static int Of(float change) => change switch
    {
        <= -Fast => 0,
        <= -Noticeable => 1,
        < Noticeable => 2,
        < Fast => 3,
        _ => 4,
    };
}
