using System.Runtime.InteropServices;

namespace CeGen.Benchmarks;

/// <summary>Where figures come from.</summary>
internal sealed record MachineInfo(string Runtime, string System, string Architecture, int Processors, string Isa)
{
    public static MachineInfo Current { get; } = new(
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        CompareRow.Isa);

    public override string ToString() => FormattableString.Invariant(
        $"{Runtime}, {System}, {Architecture}, {Processors} processors, vectors of {Isa} bits");
}
