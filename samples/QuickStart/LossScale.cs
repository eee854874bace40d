namespace QuickStart;

/// <summary>A logarithmic scale between two of the values 1, 2, 5, 10, 20, 50 and so on.</summary>
internal sealed class LossScale
{
    private static readonly double[] AllTicks =
        [.. Enumerable.Range(-8, 16).SelectMany(_ => new[] { 1, 2, 5 }, (exponent, digit) => digit * Math.Pow(10, exponent))];

    private readonly double _bottom;
    private readonly double _top;

    public LossScale(IEnumerable<float> losses, int mostTicks)
    {
        double[] values = [.. losses.Select(loss => Clamp(loss))];
        int first = Math.Max(0, Array.FindLastIndex(AllTicks, tick => tick < values.Min()));
        int last = Math.Max(first + 1, Array.FindIndex(AllTicks, tick => tick >= values.Max()));
        double[] ticks = AllTicks[first..(last + 1)];
        (_bottom, _top) = (ticks[0], ticks[^1]);

        // Powers of ten alone, if there is no room for more: they are every third.
        Ticks = ticks.Length <= mostTicks ? ticks : [.. ticks.Where((_, i) => (first + i) % 3 == 0)];
    }

    /// <summary>The values to write beside the scale.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>The place of a value: 0 at the bottom of the scale, 1 at its top.</summary>
    public double Place(double value) => Math.Log(Clamp(value) / _bottom) / Math.Log(_top / _bottom);

    // A loss can be 0, which no logarithmic scale reaches.
    private static double Clamp(double value) => double.IsNaN(value) ? AllTicks[^1] : Math.Clamp(value, AllTicks[0], AllTicks[^1]);
}
