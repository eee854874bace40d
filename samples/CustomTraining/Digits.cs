using System.Globalization;
using System.Numerics;

namespace CustomTraining;

/// <summary>Images of handwritten digits, as rows of pixels from 0 to 16, with their classes.</summary>
internal sealed class Digits
{
    public const int PixelCount = 64;
    public const int ClassCount = 10;

    private const double BrightestPixel = 16;
    private const int TestStride = 5;

    private readonly int[][] _rows;

    private Digits(IEnumerable<int[]> rows)
    {
        _rows = [.. rows];
        Targets = [.. _rows.Select(row => (sbyte)row[PixelCount])];
    }

    public int Count => _rows.Length;

    public sbyte[] Targets { get; }

    /// <summary>Reads the pixels and the class of an image a line, shuffles them, and keeps a fifth for the test.</summary>
    public static (Digits Train, Digits Test) Read(string path, Random random)
    {
        int[][] rows = [.. from line in File.ReadLines(path)
                           select line.Split(',').Select(field => int.Parse(field, CultureInfo.InvariantCulture)).ToArray()];
        random.Shuffle(rows);
        int testCount = rows.Length / TestStride;
        return (new Digits(rows.Skip(testCount)), new Digits(rows.Take(testCount)));
    }

    /// <summary>
    /// Takes labels away, as it happens: the images lie on sheets, of which some were labelled with more patience than others, and digits
    /// of 5 and above more seldom everywhere.
    /// </summary>
    public void LoseLabels(int sheetSize, Random random)
    {
        foreach (int[] sheet in Enumerable.Range(0, Count).Chunk(sheetSize))
        {
            double patience = random.NextDouble();
            foreach (int row in sheet)
            {
                double chance = Targets[row] < ClassCount / 2 ? patience : patience / 2;
                Targets[row] = random.NextDouble() < chance ? Targets[row] : (sbyte)Losses.Unlabelled;
            }
        }
    }

    /// <summary>n / (C · n_c), so that all classes count the same together: n labelled images, of which n_c are of class c.</summary>
    public T[] BalancedWeights<T>()
        where T : INumber<T>
    {
        int[] counts = [.. Enumerable.Range(0, ClassCount).Select(c => Targets.Count(target => target == c))];
        return [.. counts.Select(count => T.CreateChecked((double)counts.Sum() / (ClassCount * count)))];
    }

    public Batch<T> Take<T>(IEnumerable<int> rows)
        where T : INumber<T>
    {
        int[] chosen = [.. rows];
        return new Batch<T>(
            [.. chosen.SelectMany(row => _rows[row].Take(PixelCount)).Select(pixel => T.CreateChecked(pixel / BrightestPixel))],
            [.. chosen.Select(row => Targets[row])]);
    }
}
