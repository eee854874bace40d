using System.Globalization;

namespace CeGen.Runtime;

/// <summary>
/// The shape of a tensor of logits, (C) or (N, C, d1…dK): the class axis is 0 if the rank is 1, else 1, as PyTorch has it. The default is that of logits
/// which are no tensor; it expects nothing of others.
/// </summary>
internal readonly ref struct LogitsShape
{
    private readonly ReadOnlySpan<nint> _lengths;

    private LogitsShape(ReadOnlySpan<nint> lengths) => _lengths = lengths;

    /// <summary>The number C of classes.</summary>
    public nint Classes => _lengths[ClassAxis];

    /// <summary>The number d1·…·dK of positions of a sample; 1 where there is no element at all.</summary>
    public int Positions
    {
        get
        {
            if (IsEmpty)
            {
                return 1;
            }

            nint positions = 1;
            foreach (nint length in _lengths[(ClassAxis + 1)..])
            {
                positions *= length;
            }

            return (int)positions;
        }
    }

    /// <summary>Whether an axis has no elements.</summary>
    public bool IsEmpty => _lengths.Contains(0);

    private bool IsUnknown => _lengths.IsEmpty;

    private int ClassAxis => _lengths.Length == 1 ? 0 : 1;

    /// <param name="lengths">The lengths of the axes.</param>
    /// <param name="parameter">The tensor's name.</param>
    /// <exception cref="ArgumentException">The rank is 0.</exception>
    public static LogitsShape Of(ReadOnlySpan<nint> lengths, string parameter) =>
        lengths.IsEmpty ? throw Wrong(lengths, "(C) or (N, C, d1…dK), with a class axis", parameter) : new LogitsShape(lengths);

    /// <exception cref="ArgumentException">The class axis has another length.</exception>
    public void CheckClasses(int classes, string parameter)
    {
        if (Classes != classes)
        {
            nint[] expected = _lengths.ToArray();
            expected[ClassAxis] = classes;
            throw Wrong(_lengths, string.Create(
                CultureInfo.InvariantCulture, $"{Text(expected)}: the class axis {ClassAxis} must have {ArgumentChecks.Number(classes)} classes"), parameter);
        }
    }

    /// <exception cref="ArgumentException">There is more than one row.</exception>
    public void CheckUnbatched(string parameter)
    {
        if (_lengths.Length != 1)
        {
            throw Wrong(_lengths, $"({Classes.ToString(CultureInfo.InvariantCulture)}), one row for a single target", parameter);
        }
    }

    /// <summary>What has a number for each logit has the logits' shape.</summary>
    /// <exception cref="ArgumentException">It has another shape.</exception>
    public void CheckEntries(ReadOnlySpan<nint> lengths, string parameter, string source = "logits")
    {
        if (!IsUnknown && !lengths.SequenceEqual(_lengths))
        {
            throw Wrong(lengths, $"{Text(_lengths)}, the shape of the {source}", parameter);
        }
    }

    /// <summary>What has a number for each row has the logits' shape without the class axis.</summary>
    /// <param name="lengths">The lengths of its axes.</param>
    /// <param name="count">The number of its elements.</param>
    /// <param name="parameter">Its name.</param>
    /// <exception cref="ArgumentException">It has another shape.</exception>
    public void CheckRows(ReadOnlySpan<nint> lengths, nint count, string parameter)
    {
        if (IsUnknown)
        {
            return;
        }

        if (_lengths.Length == 1)
        {
            if (lengths.Length > 1 || count != 1)
            {
                throw Wrong(lengths, "(1), one element for the one row of logits", parameter);
            }
        }
        else if (lengths.Length != _lengths.Length - 1 || lengths[0] != _lengths[0] || !lengths[1..].SequenceEqual(_lengths[2..]))
        {
            nint[] expected = [_lengths[0], .. _lengths[2..]];
            throw Wrong(lengths, $"{Text(expected)}, the shape of the logits without the class axis 1", parameter);
        }
    }

    private static ArgumentException Wrong(ReadOnlySpan<nint> lengths, string expected, string parameter) =>
        new($"The tensor has shape {Text(lengths)}; expected {expected}.", parameter);

    private static string Text(ReadOnlySpan<nint> lengths) =>
        $"({string.Join(", ", lengths.ToArray().Select(length => length.ToString(CultureInfo.InvariantCulture)))})";
}
