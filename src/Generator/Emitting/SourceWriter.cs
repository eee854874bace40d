using System.Text;

namespace CeGen.Generator.Emitting;

/// <summary>Writes indented lines, with <c>\n</c> at their ends on every system.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', 4 * _depth).Append(line);
        }

        _text.Append('\n');
    }

    /// <summary>Writes a line and opens a block below it; disposing of the result closes the block.</summary>
    public Block Open(string line)
    {
        Line(line);
        Line("{");
        _depth++;
        return new Block(this);
    }

    /// <summary>As <see cref="Open"/> where <paramref name="condition"/> holds; nothing elsewhere.</summary>
    public Block OpenIf(bool condition, string line) => condition ? Open(line) : default;

    public override string ToString() => _text.ToString();

    private void Close()
    {
        _depth--;
        Line("}");
    }

    public readonly struct Block(SourceWriter? writer) : IDisposable
    {
        public void Dispose() => writer?.Close();
    }
}
