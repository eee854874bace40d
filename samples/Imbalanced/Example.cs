namespace Imbalanced;

/// <summary>A storm at a time: what is known of it then, and what becomes of it within a day.</summary>
/// <param name="Change">Of the wind, in knots.</param>
internal sealed record Example(Storm Storm, Report Now, float[] Features, float Change)
{
    private const int FeatureCount = 10;

    // How far back the trends reach, in hours.
    private const int Past = 12;

    // The tenth of September, when the season is at its height.
    private const int SeasonPeak = 253;

    public static int Width => FeatureCount;

    public int Class => Outcome.Of(Change);

    /// <summary>An example for each report that has one 12 hours before it and one 24 hours after it.</summary>
    public static IEnumerable<Example> From(Storm storm)
    {
        foreach (Report now in storm.Track.Values)
        {
            if (storm.Track.TryGetValue(now.Time.AddHours(-Past), out Report? before)
                && storm.Track.TryGetValue(now.Time.AddHours(Outcome.Horizon), out Report? after))
            {
                yield return new Example(storm, now, Describe(storm, before, now), after.Wind - now.Wind);
            }
        }
    }

    private static float[] Describe(Storm storm, Report before, Report now) =>
    [
        now.Wind,
        now.Wind - before.Wind,
        now.Pressure,
        now.Pressure - before.Pressure,
        now.Latitude,
        now.Latitude - before.Latitude,
        now.Longitude,
        (now.Longitude - before.Longitude) * float.Cos(float.DegreesToRadians(now.Latitude)),
        float.Abs(now.Time.DayOfYear - SeasonPeak),
        (float)(now.Time - storm.Track.Keys[0]).TotalDays,
    ];
}
