using BenchmarkDotNet.Attributes;

namespace CeGen.Benchmarks;

/// <summary>The workloads for those who prefer the tool that they know. It measures one side after the other, not in turn, and has no floor.</summary>
[InProcess]
[MemoryDiagnoser]
public class LossBenchmarks
{
    private Sides? _sides;

    public static IEnumerable<string> Workloads => WorkloadList.All.Select(w => w.Name);

    [ParamsSource(nameof(Workloads))]
    public string Workload { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        Workload workload = WorkloadList.All.Single(w => w.Name == Workload);
        _sides = workload.Prepare(workload.Shape, 1);
    }

    [GlobalCleanup]
    public void Release() => _sides?.Dispose();

    [Benchmark(Baseline = true)]
    public double Generated() => _sides!.Generated();

    [Benchmark]
    public double Dynamic() => _sides!.Dynamic();

    [Benchmark]
    public double Scalar() => _sides!.Scalar();
}
