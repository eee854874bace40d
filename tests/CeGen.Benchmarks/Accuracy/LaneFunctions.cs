using CeGen.Runtime;

namespace CeGen.Benchmarks;

/// <summary>e^x for x ≤ 0.</summary>
internal readonly struct ExpFunction : ILaneFunction
{
    public static string Name => "exp";

    public static TVector Apply<TSimd, TVector, T>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
        => TSimd.Exp(x);

    public static double Reference(float x) => Math.Exp(x);

    public static DoubleDouble Reference(double x, out int exponent) => ExactExp.Compute(x, out exponent);
}

/// <summary>log(x) for positive x.</summary>
internal readonly struct LogFunction : ILaneFunction
{
    public static string Name => "log";

    public static TVector Apply<TSimd, TVector, T>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
        => VectorMath.Log<TSimd, TVector, T>(x);

    public static double Reference(float x) => Math.Log(x);

    public static DoubleDouble Reference(double x, out int exponent)
    {
        exponent = 0;
        return ExactLog.Log(x);
    }
}

/// <summary>log(1 + x).</summary>
internal readonly struct Log1PFunction : ILaneFunction
{
    public static string Name => "log1p";

    public static TVector Apply<TSimd, TVector, T>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
        => VectorMath.Log1P<TSimd, TVector, T>(x);

    /// <summary>Kahan's: the error of the rounded sum cancels in the quotient.</summary>
    public static double Reference(float x)
    {
        double sum = 1.0 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    public static DoubleDouble Reference(double x, out int exponent)
    {
        exponent = 0;
        return ExactLog.Log1P(x);
    }
}
