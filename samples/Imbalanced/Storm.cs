using System.Globalization;

namespace Imbalanced;

/// <summary>Where a storm was at a time, and how strong.</summary>
/// <param name="Latitude">In degrees north.</param>
/// <param name="Longitude">In degrees east.</param>
/// <param name="Wind">The largest sustained wind, in knots.</param>
/// <param name="Pressure">At the centre, in hectopascals.</param>
internal sealed record Report(DateTime Time, float Latitude, float Longitude, float Wind, float Pressure);

/// <summary>The track of a storm, by time.</summary>
internal sealed record Storm(string Name, int Year, SortedList<DateTime, Report> Track)
{
    private const int FieldCount = 5;

    /// <summary>Reads a file as data/README.md describes it.</summary>
    public static List<Storm> ReadAll(string path)
    {
        List<Storm> storms = [];
        foreach (string line in File.ReadLines(path))
        {
            string[] fields = line.Split(',');
            if (fields.Length < FieldCount)
            {
                storms.Add(new Storm(fields[0], int.Parse(fields[1], CultureInfo.InvariantCulture), []));
                continue;
            }

            DateTime time = DateTime.ParseExact(fields[0], "yyyyMMddHH", CultureInfo.InvariantCulture);
            float[] numbers = [.. fields.Skip(1).Select(field => float.Parse(field, CultureInfo.InvariantCulture))];
            storms[^1].Track.Add(time, new Report(time, numbers[0], numbers[1], numbers[2], numbers[3]));
        }

        return storms;
    }
}
