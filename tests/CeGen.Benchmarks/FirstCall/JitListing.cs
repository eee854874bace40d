using System.Globalization;
using System.Text.RegularExpressions;

namespace CeGen.Benchmarks;

/// <summary>The size of the native code that the JIT tells of, a line for each method.</summary>
/// <param name="KernelBytes">The code of the generated types.</param>
/// <param name="AllBytes">All code that the first call needed.</param>
internal readonly partial record struct JitListing(long KernelBytes, long AllBytes)
{
    /// <param name="lines">Such as <c>12: JIT compiled CeGen.Kernels:Classes2(…) [FullOpts, IL size=30, code size=412]</c>.</param>
    public static JitListing Parse(IEnumerable<string> lines)
    {
        var listing = default(JitListing);
        bool isCall = false;
        foreach (string line in lines)
        {
            if (line.Contains($"{nameof(FirstCallChild)}:Begin(", StringComparison.Ordinal))
            {
                isCall = true;
            }
            else if (line.Contains($"{nameof(FirstCallChild)}:End(", StringComparison.Ordinal))
            {
                break;
            }
            else if (isCall && CodeSize().Match(line) is { Success: true } size)
            {
                long bytes = long.Parse(size.Groups[1].Value, CultureInfo.InvariantCulture);
                listing = new JitListing(listing.KernelBytes + (KernelMethod().IsMatch(line) ? bytes : 0), listing.AllBytes + bytes);
            }
        }

        return listing;
    }

    [GeneratedRegex(@"code size=(\d+)\]")]
    private static partial Regex CodeSize();

    /// <summary>A method of a type that ends in Kernel and that the generator made: not one of the runtime's generic types over it.</summary>
    [GeneratedRegex(@"JIT compiled [^:\[(]*__\w*Kernel\w*:")]
    private static partial Regex KernelMethod();
}
