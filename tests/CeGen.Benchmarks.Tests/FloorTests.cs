namespace CeGen.Benchmarks.Tests;

public sealed class FloorTests
{
    [Theory]
    [InlineData(1.0, 0.5, 0.7, 1.0, FloorKind.Exp)]
    [InlineData(0.4, 0.5, 0.7, 0.5, FloorKind.Copy)]
    [InlineData(0.4, 0.9, 0.7, 0.7, FloorKind.NonTemporalCopy)]
    [InlineData(0.8, 0.9, 0.7, 0.8, FloorKind.Exp)]
    public void The_floor_is_the_larger_of_the_exponentials_and_the_best_copy(double exp, double copy, double nonTemporal, double value, object kind)
    {
        Dictionary<FloorKind, double> move = new() { [FloorKind.Copy] = copy, [FloorKind.NonTemporalCopy] = nonTemporal };

        Assert.Equal(new Floor(value, (FloorKind)kind), Floor.Choose(exp, move));
    }

    [Fact]
    public void Every_floor_touches_all_of_the_memory()
    {
        foreach (string name in new[] { "65536x3", "32768x1000 forward", "4096x1000 probabilities" })
        {
            Workload workload = WorkloadList.All.Single(w => w.Name == name);
            var shape = new Shape(37, 3);
            using var problem = new Problem<float>(shape, workload.Options);
            foreach (Action<int> move in Floors.Of(problem).Move.Values)
            {
                foreach (int threads in new[] { 1, 3 })
                {
                    problem.Gradient.Clear();
                    move(threads);
                    Assert.All(problem.Gradient.ToArray(), (g, i) => Assert.Equal(
                        problem.Logits[i] + (workload.Options.Targets == TargetKind.Probability ? problem.Probabilities[i] : 0), g));
                }
            }
        }
    }
}
