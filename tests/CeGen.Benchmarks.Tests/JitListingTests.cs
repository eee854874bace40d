namespace CeGen.Benchmarks.Tests;

public sealed class JitListingTests
{
    [Fact]
    public void Only_what_the_call_compiles_counts()
    {
        string[] lines =
        [
            "   1: JIT compiled CeGen.Benchmarks.Problem`1[float]:.ctor() [FullOpts, IL size=9, code size=1000]",
            "   2: JIT compiled CeGen.Benchmarks.FirstCallChild:Begin() [FullOpts, IL size=1, code size=1]",
            "   3: JIT compiled CeGen.Runtime.LossDriver:Run[<A_g>F00__Classes2Kernel](byref):float [FullOpts, IL size=9, code size=100]",
            "   4: JIT compiled CeGen.Benchmarks.<A_g>F00__Classes2Kernel:Rows512[CeGen.Runtime.BackwardPass](byref) [FullOpts, IL size=9, code size=20]",
            "   5: JIT compiled CeGen.Benchmarks.FirstCallChild:End() [FullOpts, IL size=1, code size=1]",
            "   6: JIT compiled Late:Method() [FullOpts, IL size=1, code size=5000]",
        ];

        Assert.Equal(new JitListing(20, 120), JitListing.Parse(lines));
    }
}
