using System.Numerics;
using CeGen.Testing;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Numbers of either type, and what is expected of them.</summary>
internal static class Numbers
{
    public static T[] Of<T>(params double[] values)
        where T : unmanaged, INumberBase<T>
        => Array.ConvertAll(values, T.CreateTruncating);

    /// <summary>Outputs full of a number that no loss gives.</summary>
    public static T[] Untouched<T>(int length)
        where T : unmanaged, INumberBase<T>
        => [.. Enumerable.Repeat(T.CreateTruncating(7), length)];

    public static void Equal<T>(double[] expected, params T[] actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
        => Assert.Null(Agreement.FirstDifference("numbers", expected, actual));

    /// <summary>A call is refused, for the right argument and before anything is written.</summary>
    public static TException Refused<TException, T>(string? parameter, T[] output, Action call)
        where TException : Exception
        where T : unmanaged, INumberBase<T>
    {
        TException thrown = Assert.Throws<TException>(call);
        // A parameter of a generated method, a property of the dynamic side.
        Assert.Equal(parameter, (thrown as ArgumentException)?.ParamName, ignoreCase: true);
        Assert.Equal(Untouched<T>(output.Length), output);
        return thrown;
    }
}
