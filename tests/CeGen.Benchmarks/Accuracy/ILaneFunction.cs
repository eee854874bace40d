using CeGen.Runtime;

namespace CeGen.Benchmarks;

/// <summary>A function of the vector math, written once for all widths, with what it should give.</summary>
internal interface ILaneFunction
{
    static abstract string Name { get; }

    /// <summary>The function as kernels call it.</summary>
    static abstract TVector Apply<TSimd, TVector, T>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged;

    /// <summary>The result for a <see cref="float"/>, to many digits more than that has.</summary>
    static abstract double Reference(float x);

    /// <summary>The result for a <see cref="double"/>, times a power of two in <paramref name="exponent"/>.</summary>
    static abstract DoubleDouble Reference(double x, out int exponent);
}
