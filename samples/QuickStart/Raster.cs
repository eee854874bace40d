namespace QuickStart;

/// <summary>A grid of dots to draw lines on, printed as text: eight dots a character in Braille, or one.</summary>
internal sealed class Raster
{
    private const char FirstBraille = '\u2800';

    // The bit of each dot of a Braille character, row by row.
    private static readonly byte[] BrailleBits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

    private readonly bool _braille;
    private readonly byte[,] _bits;
    private readonly int[,] _series;

    public Raster(int columns, int rows, bool braille)
    {
        _braille = braille;
        _bits = new byte[rows, columns];
        _series = new int[rows, columns];
        Width = columns * DotsAcross;
        Height = rows * DotsDown;
    }

    public int Width { get; }

    public int Height { get; }

    public int DotsDown => _braille ? 4 : 1;

    private int DotsAcross => _braille ? 2 : 1;

    /// <summary>Draws a line between two dots. Where series cross, the later one shows.</summary>
    public void Line((int X, int Y) from, (int X, int Y) to, int series)
    {
        int steps = Math.Max(1, Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)));
        for (int i = 0; i <= steps; i++)
        {
            double part = (double)i / steps;
            Set((int)Math.Round(from.X + (part * (to.X - from.X))), (int)Math.Round(from.Y + (part * (to.Y - from.Y))), series);
        }
    }

    /// <summary>The series and the character of each place of a row; a space where there is nothing.</summary>
    public IEnumerable<(int Series, char Character)> Row(int row, IReadOnlyList<char> letters)
    {
        for (int column = 0; column < _bits.GetLength(1); column++)
        {
            int series = _series[row, column];
            char mark = _braille ? (char)(FirstBraille + _bits[row, column]) : letters[series];
            yield return (series, _bits[row, column] == 0 ? ' ' : mark);
        }
    }

    private void Set(int x, int y, int series)
    {
        int row = y / DotsDown;
        int column = x / DotsAcross;
        _bits[row, column] |= BrailleBits[((y % DotsDown) * 2) + (x % DotsAcross)];
        _series[row, column] = series;
    }
}
