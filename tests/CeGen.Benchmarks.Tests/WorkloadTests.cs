namespace CeGen.Benchmarks.Tests;

public sealed class WorkloadTests
{
    public static TheoryData<string> Names => [.. WorkloadList.All.Select(w => w.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void All_sides_of_a_workload_compute_the_same_loss(string name)
    {
        Workload workload = WorkloadList.All.Single(w => w.Name == name);
        using Sides sides = workload.Prepare(workload.Shape.Few(), 1);

        Agreement.Check(name, sides);
        Assert.True(sides.Generated() > 0);
    }

    [Fact]
    public void On_two_threads_the_sides_compute_the_same_loss()
    {
        Workload workload = WorkloadList.All.Single(w => w.Threads.Contains(2));
        using Sides one = workload.Prepare(workload.Shape, 1);
        using Sides two = workload.Prepare(workload.Shape, 2);

        Agreement.Check(workload.Name, two);
        Assert.Equal(one.Generated(), two.Generated());
        Assert.Equal(one.Dynamic(), two.Dynamic());
    }

    [Fact]
    public void Names_are_unique() => Assert.Equal(WorkloadList.All.Count, WorkloadList.All.Select(w => w.Name).Distinct().Count());

    [Fact]
    public void A_twin_has_the_classes_and_fewer_rows()
    {
        Assert.Equal(new Shape(65, 1000), new Shape(32_768, 1000).Twin());
        Assert.Equal(new Shape(1, 50_257), new Shape(512, 50_257).Twin());
        Assert.Equal(new Shape(1, 21, 3120), new Shape(8, 21, 262_144).Twin());
        Assert.Equal(new Shape(1, 21, 32), new Shape(8, 21, 262_144).Few());
        Assert.Equal(new Shape(32, 10), new Shape(65_536, 10).Few());
    }

    [Fact]
    public void Options_are_those_of_the_attribute()
    {
        LossOptions weighted = LossOptions.Of(nameof(Kernels.Weighted10));
        Assert.Equal((TargetKind.Index, 10), (weighted.Targets, weighted.ClassWeights!.Length));
        Assert.Equal(0.1f, LossOptions.Of(nameof(Kernels.Smoothed1000)).LabelSmoothing);
        Assert.Equal(TargetKind.Probability, LossOptions.Of(nameof(Kernels.Probabilities1000)).Targets);
        Assert.Equal(TargetKind.Label, LossOptions.Of(nameof(Kernels.Labels80)).Targets);
        Assert.Equal(ClassLayout.ClassFirst, LossOptions.Of(nameof(Kernels.Pixels21)).Layout);
    }
}
