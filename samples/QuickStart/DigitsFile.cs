using System.Globalization;
using static System.FormattableString;

namespace QuickStart;

/// <summary>Reads digits from a CSV file: the pixels (0 to 16) and the class (0 to 9) of an image a line, and no header.</summary>
internal static class DigitsFile
{
    private const int BrightestPixel = 16;
    private const int FieldCount = Digits.PixelCount + 1;

    /// <summary>The file that comes with the sample.</summary>
    public static string DefaultPath => Path.Combine(AppContext.BaseDirectory, "data", "digits.csv");

    public static Digits Read(string path)
    {
        try
        {
            return Parse(path, File.ReadLines(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string reason = e is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read";
            throw new UserErrorException(
                $"The data file {UserErrorException.Quote(path)} {reason}; expected a CSV file with {FieldCount} whole numbers a line.");
        }
    }

    private static Digits Parse(string path, IEnumerable<string> lines)
    {
        List<float> pixels = [];
        List<int> classes = [];
        foreach (string line in lines)
        {
            string[] fields = line.Split(',');
            FilePosition position = new(path, classes.Count + 1);
            if (fields.Length != FieldCount)
            {
                string found = fields.Length == 1 ? "1 field" : Invariant($"{fields.Length} fields");
                throw position.Error("has " + found, Invariant($"{FieldCount}: {Digits.PixelCount} pixels and the class"));
            }

            for (int i = 0; i < Digits.PixelCount; i++)
            {
                pixels.Add((float)ParseField(fields, i, BrightestPixel, position) / BrightestPixel);
            }

            classes.Add(ParseField(fields, Digits.PixelCount, Digits.ClassCount - 1, position));
        }

        if (classes.Count < Digits.TestStride)
        {
            throw new UserErrorException(Invariant(
                $"The data file {UserErrorException.Quote(path)} has {classes.Count} lines; expected at least {Digits.TestStride}."));
        }

        return new Digits([.. pixels], [.. classes]);
    }

    private static int ParseField(string[] fields, int index, int largest, FilePosition position)
    {
        if (int.TryParse(fields[index], NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= largest)
        {
            return value;
        }

        string meaning = index < Digits.PixelCount ? "a pixel" : "the class";
        throw position.Error(
            Invariant($"has {UserErrorException.Quote(fields[index])} in field {index + 1}, {meaning}"),
            Invariant($"a whole number from 0 to {largest}"));
    }

    private readonly record struct FilePosition(string Path, int Line)
    {
        public UserErrorException Error(string found, string expected) =>
            new(Invariant($"Line {Line} of the data file {UserErrorException.Quote(Path)} {found}; expected {expected}."));
    }
}
