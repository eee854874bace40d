using System.ComponentModel;

namespace CeGen.Runtime;

/// <summary>What the exponentials of a row have in common: the power of two that they are divided by, in the table of powers where there is one.</summary>
/// <typeparam name="TVector">The vectors.</typeparam>
/// <typeparam name="TDistance">Which rows: those far from 0 have no table.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RowShift<TVector, TDistance>
    where TVector : struct
    where TDistance : struct, IRowDistance
{
    /// <summary>Without a table.</summary>
    /// <param name="shift">The shift, in all lanes.</param>
    internal RowShift(TVector shift)
        : this(shift, default, default, default)
    {
    }

    internal RowShift(TVector shift, TVector powers, TVector morePowers, TVector vanished) => (Shift, Powers, MorePowers, Vanished) = (shift, powers, morePowers, vanished);

    /// <summary>The shift, where there is no table; of floats without AVX-512, what raises their exponents, less the shift.</summary>
    internal TVector Shift { get; }

    /// <summary>The powers of two between 1 and 2, divided by 2^shift.</summary>
    internal TVector Powers { get; }

    /// <summary>The second half of them, where one vector does not hold them.</summary>
    internal TVector MorePowers { get; }

    /// <summary>The largest exponent of such a power with which it is 0; of floats without AVX-512, the number whose exponential is held at 0, with those below it.</summary>
    internal TVector Vanished { get; }
}
