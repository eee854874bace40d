using System.Runtime.CompilerServices;

namespace CeGen.Runtime.Tests;

/// <summary>What the driver gives to a kernel that takes several rows at once: whole steps only, and filled up where rows are missing.</summary>
public class LossDriverTests
{
    private const int Classes = 3;

    public static TheoryData<int> BatchSizes => [0, 1, 7, 8, 9, 16, 23, 255, 256, 257, 263, 264, 600];

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void Every_row_is_computed_once_in_whole_steps(int rows)
    {
        (double[] logits, int[] targets) = Rows(rows);
        double[] losses = Poison.Array<double>(rows), gradient = Poison.Array<double>(logits.Length);
        double sum = LossDriver.Run(
            new StepKernel(), new LossArguments<double, int>(logits, targets) { Losses = losses, Gradient = gradient, Upstream = 2 });

        Assert.Equal(ExpectedLosses(logits, targets), losses);
        Assert.Equal(ExpectedLosses(logits, targets).Sum(), sum);
        Assert.Equal(ExpectedGradient(logits, targets, row => 2), gradient);
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void Losses_alone_and_in_place_are_the_same(int rows)
    {
        (double[] logits, int[] targets) = Rows(rows);
        double expected = ExpectedLosses(logits, targets).Sum();
        Assert.Equal(expected, LossDriver.Run(new StepKernel(), new LossArguments<double, int>(logits, targets)));

        double[] expectedGradient = ExpectedGradient(logits, targets, row => 1);
        Assert.Equal(expected, LossDriver.Run(new StepKernel(), new LossArguments<double, int>(logits, targets) { Gradient = logits }));
        Assert.Equal(expectedGradient, logits);
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void Every_row_gets_its_own_upstream_gradient(int rows)
    {
        (double[] logits, int[] targets) = Rows(rows);
        double[] upstream = [.. Enumerable.Range(0, rows).Select(row => (double)(row + 5))];
        double[] gradient = Poison.Array<double>(logits.Length);
        LossDriver.Run(new StepKernel(), new LossArguments<double, int>(logits, targets) { Gradient = gradient, Upstreams = upstream });
        Assert.Equal(ExpectedGradient(logits, targets, row => upstream[row]), gradient);
    }

    /// <summary>Small whole numbers, whose sums are exact; every sixth row is ignored.</summary>
    private static (double[] Logits, int[] Targets) Rows(int rows) => (
        [.. Enumerable.Range(0, rows * Classes).Select(i => (double)(i % 101))],
        [.. Enumerable.Range(0, rows).Select(row => row % 6 == 5 ? -100 : row % Classes)]);

    private static double[] ExpectedLosses(double[] logits, int[] targets) =>
        [.. targets.Select((t, row) => t < 0 ? 0 : logits[(row * Classes) + t] + t)];

    private static double[] ExpectedGradient(double[] logits, int[] targets, Func<int, double> scale) =>
        [.. logits.Select((x, i) => targets[i / Classes] < 0 ? 0 : scale(i / Classes) * (x + targets[i / Classes]))];

    /// <summary>
    /// Eight rows a step. The "loss" of a row is the target's logit plus the target, the "gradient" scale · (logit + target): every row and every
    /// argument shows.
    /// </summary>
    private readonly struct StepKernel : IRowKernel<double>
    {
        public int Classes => LossDriverTests.Classes;

        public Reduction Reduction => Reduction.Sum;

        public double LabelSmoothing => 0;

        public double FocalGamma => 0;

        public int MaxDegreeOfParallelism => 1;

        public long IgnoreIndex => -100;

        public AllIgnored AllIgnored => AllIgnored.NaN;

        public ClassWeights<double> ClassWeights => default;

        public int RowsPerStep => 8;

        public int ScratchLength<TPass>()
            where TPass : struct, IPass
            => 0;

        public void Rows<TPass>(in RowBlock<double> block)
            where TPass : struct, IPass
        {
            Assert.True(block.Rows > 0 && block.Rows % RowsPerStep == 0, $"{block.Rows} rows are no whole steps");
            for (int row = 0; row < block.Rows; row++)
            {
                int target = Unsafe.Add(ref block.Targets, row);
                ref double logits = ref Unsafe.Add(ref block.Logits, row * Classes);
                Unsafe.Add(ref block.Losses, row) = target < 0 ? 0 : Unsafe.Add(ref logits, target) + target;
                for (int c = 0; TPass.Backward && c < Classes; c++)
                {
                    // An ignored row has a scale of 0.
                    Unsafe.Add(ref block.Gradient, (row * Classes) + c) = Unsafe.Add(ref block.Scales, row) * (Unsafe.Add(ref logits, c) + target);
                }

                Assert.InRange(target, -1, Classes - 1);
            }
        }
    }
}
