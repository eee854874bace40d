using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using CeGen.Runtime;

namespace CeGen.Generator.Planning;

/// <summary>Chooses how a request is computed.</summary>
internal static class Planner
{
    /// <summary>The widths that kernels are emitted for, widest first.</summary>
    private static readonly int[] Widths = [512, 256];

    /// <summary>The steps of a row after which the rounding errors of sums are added to them, in rows that are not short: they lose digits of their own if they grow.</summary>
    private const int StepsOfFold = 4;

    /// <summary>As <see cref="StepsOfFold"/>, for loops over classes.</summary>
    private const int ClassesOfFold = 64;

    /// <summary>The bytes of logits of a group: enough to hide what waits, few enough that the memory has something to do all the time, and not only while gradients are written.</summary>
    private const int BytesOfGroup = 4096;

    /// <summary>The least rows of a group, in doubles too: fewer do not hide what waits.</summary>
    private const int LeastRowsOfGroup = 16;

    /// <summary>The most steps of a group, of as many rows as a vector has lanes.</summary>
    private const int MostStepsOfGroup = 4;

    /// <summary>The rows in lanes that go through one phase after the other: enough for the phases to be loops, and so few that their scratch memory fits the stack.</summary>
    private const int RowsOfBatch = 64;

    /// <summary>The most positions that go through one phase after the other.</summary>
    private const int MostPositionsOfBatch = 128;

    /// <summary>The most positions that do so where the gradient of each class is a run of whole cache lines: the fewer, the less has to wait for the memory in one phase, and for arithmetic in the next.</summary>
    private const int PositionsOfLines = 64;

    /// <summary>The most bytes of logits of positions that go through one phase after the other.</summary>
    private const int MostBytesOfBatch = 1 << 15;

    /// <summary>The most classes of positions: beyond it, a step is more than an array can hold.</summary>
    private const int MostClassesOfStep = 1 << 22;

    /// <summary>The most bytes of a row for exponentials of two rows to be kept apart, in the cache, and not where the gradient goes.</summary>
    private const int MostBytesOfPipelinedRow = 1 << 12;

    public static KernelPlan Plan(KernelRequest request)
    {
        CrossEntropyConfiguration configuration = request.Configuration;
        MethodDeclaration method = request.Method;
        ElementType element = method.Find(ParameterRole.Logits)?.Element ?? ElementType.Single;
        int classes = configuration.Classes ?? 0;
        SmoothingPlan? smoothing = HasSmoothing(configuration, element)
            ? new SmoothingPlan(configuration.LabelSmoothing, configuration.LabelSmoothing / classes)
            : null;
        WeightsPlan? weights = WeightsPlanner.Plan(method, configuration, smoothing);
        RowStrategy strategy = Strategy(request, element, classes, KernelPlan.AreSumsByFours(method.HasProbabilities, smoothing, weights, classes));
        return new KernelPlan(
            request,
            KernelName.Of(method),
            element,
            new TargetPlan(
                method.HasProbabilities,
                method.HasProbabilities ? element.Keyword() : (method.Find(ParameterRole.Targets) ?? method.Find(ParameterRole.Target))?.Integer ?? "int"),
            smoothing,
            weights,
            configuration.FocalGamma,
            strategy,
            Positions(request, strategy, element, classes, KernelPlan.AreLossesOfSums(method.HasProbabilities, smoothing, configuration.FocalGamma)));
    }

    /// <summary>Where the classes come first, for more than one position: else rows are all there is.</summary>
    private static RowStrategy? Positions(KernelRequest request, RowStrategy strategy, ElementType element, int classes, bool areLossesOfSums)
    {
        bool isSpatial = request.Method.HasTensors || request.Method.Find(ParameterRole.SpatialSize) is not null;
        if (!isSpatial || strategy is ThrowStrategy)
        {
            return null;
        }

        if (strategy is ForwardStrategy)
        {
            return strategy;
        }

        if (classes > MostClassesOfStep)
        {
            return new ForwardStrategy("a step of so many classes is more than an array can hold");
        }

        bool isUnrolled = classes <= RowShape.MostClassesInLanes;
        int batch = BatchOfPositions(element, classes);
        var forms = new EquatableArray<LanesForm>(Widths.Select(w => new LanesForm(
            w,
            w / 8 / element.Size(),
            batch,
            isUnrolled ? 0 : ClassesOfFold,
            new EquatableArray<LaneChunk>([]),
            areLossesOfSums && TakesTargets(w, w / 8 / element.Size(), classes) ? Math.Min(batch, PositionsOfLines) : 0)));
        return isUnrolled ? new PositionLanesStrategy(forms) : new PositionLoopStrategy(forms);
    }

    /// <summary>
    /// Whether the targets of positions are taken out one by one. That costs as much for a position however many classes there are, and saves a comparison and two selections for each vector: of 256 bits these are
    /// more instructions (docs/performance.md).
    /// </summary>
    private static bool TakesTargets(int bits, int lanes, int classes) => bits == 512 ? classes >= lanes + (lanes / 8) : classes >= lanes;

    /// <summary>The positions of a batch: so many that their logits fill a good part of the first-level cache, or a step of the widest vectors.</summary>
    private static int BatchOfPositions(ElementType element, int classes)
    {
        int batch = MostPositionsOfBatch;
        while (batch > 16 && (long)classes * batch * element.Size() > MostBytesOfBatch)
        {
            batch /= 2;
        }

        return batch;
    }

    /// <summary>Whether anything of ε is left in the element type.</summary>
    private static bool HasSmoothing(CrossEntropyConfiguration configuration, ElementType element) =>
        (element == ElementType.Single ? (float)configuration.LabelSmoothing : configuration.LabelSmoothing) != 0;

    private static RowStrategy Strategy(KernelRequest request, ElementType element, int classes, bool sumsByFours)
    {
        if (request.Violations.Any(Rule.IsError))
        {
            return new ThrowStrategy(string.Join(" ", request.Violations.Where(Rule.IsError).Select(v => $"{v.Id}: {Rule.Describe(v)}.")));
        }

        if (request.IsRefused || request.Configuration.Classes is null)
        {
            return ThrowStrategy.Refused;
        }

        if (!request.Project.SupportsFileTypes)
        {
            return new ForwardStrategy("a specialised kernel needs C# 11 or later");
        }

        return new RowsStrategy(new EquatableArray<RowForm>(Widths.Select(w => PlanRows(w, element, classes, sumsByFours))));
    }

    private static RowForm PlanRows(int bits, ElementType element, int classes, bool sumsByFours) =>
        RowShape.AreGroups(bits / 8 / element.Size(), classes, sumsByFours) ? PlanRowGroup(bits, element, classes)
        : classes <= RowShape.MostClassesInLanes ? PlanLanes(bits, element, classes)
        : PlanRowLoop(bits, element, classes);

    private static RowGroupForm PlanRowGroup(int bits, ElementType element, int classes)
    {
        int lanes = bits / 8 / element.Size();
        int wholeEnd = classes - (classes % lanes);
        LastVector? last = wholeEnd == classes ? null : new LastVector(classes - lanes, lanes - (classes - wholeEnd));
        var straight = new EquatableArray<int>(Enumerable.Range(0, wholeEnd / lanes).Select(i => i * lanes));
        var row = new RowLoopForm(bits, lanes, RowShape.VectorsOfStep, 0, straight, last, 0, IsPipelined: true);
        int vectors = (classes + lanes - 1) / lanes;
        int rows = Math.Max(LeastRowsOfGroup, BytesOfGroup / (vectors * lanes * element.Size()));
        return new RowGroupForm(Math.Min(rows / lanes, MostStepsOfGroup) * lanes, row);
    }

    private static LanesForm PlanLanes(int bits, ElementType element, int classes)
    {
        // 128 bits of a row are loaded at once, so that the transposition never crosses a 128-bit part of a vector.
        int chunk = 16 / element.Size();
        var chunks = new List<LaneChunk>();
        if (classes < chunk)
        {
            chunks.Add(new LaneChunk(0, classes, 0, WholeRow: true));
        }
        else
        {
            for (int fresh = 0; fresh < classes; fresh += chunk)
            {
                chunks.Add(new LaneChunk(Math.Min(fresh, classes - chunk), chunk, fresh, WholeRow: false));
            }
        }

        int rows = bits / 8 / element.Size();
        return new LanesForm(bits, rows, RowsOfBatch, 0, new EquatableArray<LaneChunk>(chunks));
    }

    private static RowLoopForm PlanRowLoop(int bits, ElementType element, int classes)
    {
        int lanes = bits / 8 / element.Size();
        int unroll = RowShape.VectorsOfStep;

        // Groups take the rows of so few vectors that this would be no loop.
        int loopEnd = RowShape.StepsEnd(lanes, classes);
        int wholeEnd = classes - (classes % lanes);
        int[] straight = [.. Enumerable.Range(0, (wholeEnd - loopEnd) / lanes).Select(i => loopEnd + (i * lanes))];
        LastVector? last = wholeEnd == classes ? null : new LastVector(classes - lanes, lanes - (classes - wholeEnd));
        int fold = RowShape.IsShort(lanes, classes) ? 0 : StepsOfFold * lanes * unroll;
        return new RowLoopForm(bits, lanes, unroll, loopEnd, new EquatableArray<int>(straight), last, fold, classes <= MostBytesOfPipelinedRow / element.Size());
    }
}
