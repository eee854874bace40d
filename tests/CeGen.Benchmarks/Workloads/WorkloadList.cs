namespace CeGen.Benchmarks;

/// <summary>All workloads. Unless its name says otherwise, one is forward and backward fused, over class indices, with the mean.</summary>
internal static class WorkloadList
{
    private const int ManyRows = 65_536;

    public static IReadOnlyList<Workload> All { get; } =
    [
        Workload.Of<float>("65536x2", nameof(Kernels.Classes2), new(ManyRows, 2), p => Kernels.Classes2(p.Logits, p.Indices, p.Gradient)),
        Workload.Of<float>("65536x3", nameof(Kernels.Classes3), new(ManyRows, 3), p => Kernels.Classes3(p.Logits, p.Indices, p.Gradient)),
        Workload.Of<float>("65536x5", nameof(Kernels.Classes5), new(ManyRows, 5), p => Kernels.Classes5(p.Logits, p.Indices, p.Gradient)),
        Workload.Of<float>("65536x10", nameof(Kernels.Classes10), new(ManyRows, 10), p => Kernels.Classes10(p.Logits, p.Indices, p.Gradient)),
        Workload.Of<float>(
            "65536x10 smoothing", nameof(Kernels.Smoothed10), new(ManyRows, 10), p => Kernels.Smoothed10(p.Logits, p.Indices, p.Gradient)),
        Workload.Of<float>(
            "65536x10 weights", nameof(Kernels.Weighted10), new(ManyRows, 10), p => Kernels.Weighted10(p.Logits, p.Indices, p.Gradient)),
        Workload.Of<float>("65536x16", nameof(Kernels.Classes16), new(ManyRows, 16), p => Kernels.Classes16(p.Logits, p.Indices, p.Gradient)),
        Workload.Of<float>("65536x27", nameof(Kernels.Classes27), new(ManyRows, 27), p => Kernels.Classes27(p.Logits, p.Indices, p.Gradient)),
        Workload.Of<float>("65536x32", nameof(Kernels.Classes32), new(ManyRows, 32), p => Kernels.Classes32(p.Logits, p.Indices, p.Gradient)),
        Workload.Of<float>("256x1000", nameof(Kernels.Classes1000), new(256, 1000), p => Kernels.Classes1000(p.Logits, p.Indices, p.Gradient)),
        Workload.Of<float>(
            "256x1000 smoothing", nameof(Kernels.Smoothed1000), new(256, 1000), p => Kernels.Smoothed1000(p.Logits, p.Indices, p.Gradient)),
        Workload.Of<float>(
            "256x1000 weights", nameof(Kernels.Weighted1000), new(256, 1000), p => Kernels.Weighted1000(p.Logits, p.Indices, p.Gradient)),
        Workload.Of<float>("256x1000 masked", nameof(Kernels.Classes1000), new(256, 1000), p => Kernels.Classes1000(p.Logits, p.Indices, p.Gradient), isMasked: true),

        Workload.Of<float>(
            "1024x1000",
            nameof(Kernels.Classes1000),
            new(1024, 1000),
            p => Kernels.Classes1000(p.Logits, p.Indices, p.Gradient),
            onThreads: p => Kernels.Parallel1000(p.Logits, p.Indices, p.Gradient)) with
        { Threads = [1, 2] },
        Workload.Of<float>("32768x1000", nameof(Kernels.Classes1000), new(32_768, 1000), p => Kernels.Classes1000(p.Logits, p.Indices, p.Gradient)),
        Workload.Of<float>(
            "32768x1000 forward", nameof(Kernels.Classes1000), new(32_768, 1000), p => Kernels.Classes1000(p.Logits, p.Indices), isForwardOnly: true),
        Workload.Of<float>("512x50257", nameof(Kernels.Vocabulary), new(512, 50_257), p => Kernels.Vocabulary(p.Logits, p.Indices, p.Gradient)),
        Workload.Of<double>("4096x1000 double", nameof(Kernels.Double1000), new(4096, 1000), p => Kernels.Double1000(p.Logits, p.Indices, p.Gradient)),
        Workload.Of<float>(
            "4096x1000 probabilities",
            nameof(Kernels.Probabilities1000),
            new(4096, 1000),
            p => Kernels.Probabilities1000(p.Logits, p.Probabilities, p.Gradient)),
        Workload.Of<float>(
            "8x21x512x512 class first",
            nameof(Kernels.Pixels21),
            new(8, 21, 512 * 512),
            p => Kernels.Pixels21(p.Logits, p.Indices, p.Shape.Spatial, p.Gradient)),
        Workload.Of<float>("65536x80 binary", nameof(Kernels.Labels80), new(ManyRows, 80), p => Kernels.Labels80(p.Logits, p.Probabilities, p.Gradient)),
    ];
}
