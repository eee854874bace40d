using System.ComponentModel;

namespace CeGen.Runtime;

/// <summary>How far from 0 the largest logits of rows may lie, known to the JIT: a kernel is written once, and compiled for rows far from 0 only where there are such.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowDistance
{
    /// <summary>Whether the shift of a row is too large for the table of powers, see <see cref="RowShift{TVector, TDistance}"/>.</summary>
    static abstract bool IsFar { get; }
}

/// <summary>Rows whose shift is in the table of powers, where there is one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NearRows : IRowDistance
{
    /// <inheritdoc/>
    public static bool IsFar => false;
}

/// <summary>Rows of any shift, for one instruction more an exponential.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FarRows : IRowDistance
{
    /// <inheritdoc/>
    public static bool IsFar => true;
}
