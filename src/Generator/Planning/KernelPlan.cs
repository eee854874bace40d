using CeGen.Generator.Model;
using CeGen.Runtime;

namespace CeGen.Generator.Planning;

/// <summary>All that emission prints: no decision is left to it.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="KernelName">The name of the kernel's type.</param>
/// <param name="Element">The element type.</param>
/// <param name="Targets">What the targets are.</param>
/// <param name="Smoothing">The constants of label smoothing; <see langword="null"/> if ε is 0, whose terms vanish.</param>
/// <param name="Weights">The class weights; <see langword="null"/> if there are none, or all are 1.</param>
/// <param name="FocalGamma">γ of the focal loss; 0 if it is a plain one.</param>
/// <param name="Strategy">How rows are computed whose logits are neighbours.</param>
/// <param name="Positions">How neighbouring positions are computed, where the classes come first; else <see langword="null"/>.</param>
internal sealed record KernelPlan(
    KernelRequest Request,
    string KernelName,
    ElementType Element,
    TargetPlan Targets,
    SmoothingPlan? Smoothing,
    WeightsPlan? Weights,
    double FocalGamma,
    RowStrategy Strategy,
    RowStrategy? Positions)
{
    public int Classes => Request.Configuration.Classes ?? 0;

    /// <summary>The name of the kernel for positions.</summary>
    public string PositionKernelName => KernelName + "OfPositions";

    /// <summary>Whether log Σ exp of the rows is an output.</summary>
    public bool HasLogSums => Request.Method.Find(ParameterRole.LogSumExp) is not null;

    /// <summary>Whether there are sums beside those of exponentials whose terms, of few classes, are added up by fours first: they have one sign, and lose nothing that grows with the classes.</summary>
    public bool SumsByFours => AreSumsByFours(Targets.AreProbabilities, Smoothing, Weights, Classes);

    /// <summary>
    /// How many exponentials are added up, in registers, before they are added to their sum: more than one where that is the sum of all classes but the target, from which nothing is
    /// taken away again.
    /// </summary>
    public int ExponentialsTogether => Targets.AreProbabilities ? 1 : RowShape.ExponentialsTogether;

    /// <summary>Whether the loss of all but rows whose targets lie far below the maximum comes from the sums of exponentials alone, and the gradient does not depend on it.</summary>
    public bool IsLossOfSums => AreLossesOfSums(Targets.AreProbabilities, Smoothing, FocalGamma);

    /// <summary>Whether groups of rows are first taken for ones whose logits are so near 0 that they need no maxima: where these shift exponentials, and no output depends on how far.</summary>
    public bool TriesNarrow => IsLossOfSums && !HasLogSums;

    /// <summary>The class weights that a kernel sees. Without smoothing, those of class indices are a factor of whole rows, which is the driver's affair.</summary>
    public WeightsPlan? KernelWeights => Targets.AreProbabilities || Smoothing is not null ? Weights : null;

    public static bool AreLossesOfSums(bool areProbabilities, SmoothingPlan? smoothing, double focalGamma) => !areProbabilities && smoothing is null && focalGamma == 0;

    public static bool AreSumsByFours(bool areProbabilities, SmoothingPlan? smoothing, WeightsPlan? weights, int classes) =>
        (areProbabilities || smoothing is not null) && weights is null && classes <= RowShape.MostClassesInLanes;
}

/// <summary>What the targets are.</summary>
/// <param name="AreProbabilities">Whether they are a probability for each class, and not a class.</param>
/// <param name="Keyword">The keyword of their type.</param>
internal sealed record TargetPlan(bool AreProbabilities, string Keyword);

/// <summary>Where class weights come from.</summary>
internal abstract record WeightsPlan;

/// <summary>From a parameter.</summary>
internal sealed record ArgumentWeights : WeightsPlan;

/// <summary>From the attribute.</summary>
/// <param name="Weights">w of each class.</param>
/// <param name="Held">(1−ε)·w of each class.</param>
/// <param name="Shares">ε/C·w of each class.</param>
/// <param name="Pull">The sum of the shares.</param>
internal sealed record ConstantWeights(EquatableArray<double> Weights, EquatableArray<double> Held, EquatableArray<double> Shares, double Pull) : WeightsPlan;

/// <summary>ε and ε/C.</summary>
internal sealed record SmoothingPlan(double Smoothing, double Share)
{
    /// <summary>1 − ε.</summary>
    public double Held => 1 - Smoothing;
}

/// <summary>How rows are computed.</summary>
internal abstract record RowStrategy;

/// <summary>The declaration breaks a rule: the body throws.</summary>
internal sealed record ThrowStrategy(string Message) : RowStrategy
{
    /// <summary>The compiler has refused the declaration already.</summary>
    public static readonly ThrowStrategy Refused = new("An argument of the attribute or a type of the signature is not valid.");
}

/// <summary>The configuration is not specialised: the body calls the dynamic kernel.</summary>
internal sealed record ForwardStrategy(string Reason) : RowStrategy;

/// <summary>Rows whose logits are neighbours: a form for each width, widest first.</summary>
internal sealed record RowsStrategy(EquatableArray<RowForm> Forms) : RowStrategy;

/// <summary>How rows are computed in one width.</summary>
/// <param name="Bits">The width of a vector.</param>
/// <param name="RowsPerStep">The rows that are taken at once.</param>
internal abstract record RowForm(int Bits, int RowsPerStep)
{
    /// <summary>Whether there are 32 registers.</summary>
    protected bool HasManyRegisters => Bits == 512;

    /// <summary>Whether exponentials take their constants from memory, and leave the registers to what is computed: where there are 16 registers, and several fours of exponentials in a loop.</summary>
    protected bool SparesRegisters(int exponentials) => !HasManyRegisters && exponentials > 4;
}

/// <summary>Rows or positions in lanes: a vector holds one class of neighbouring rows. They go through several phases in batches.</summary>
/// <param name="Bits">The width of a vector.</param>
/// <param name="Rows">The rows in a vector.</param>
/// <param name="Batch">The most rows that go through one phase after the other.</param>
/// <param name="Fold">In loops over the classes, the number of them, a multiple of 4, after which the rounding errors of the sum of exponentials are added to it; 0 if the classes are unrolled.</param>
/// <param name="Chunks">The pieces in which the classes of rows are loaded and stored; none for positions.</param>
/// <param name="BatchOfLines">Of positions whose targets are taken out one by one, the most of a batch whose gradient goes where it belongs at once; 0 if all vectors are compared with the targets.</param>
internal sealed record LanesForm(int Bits, int Rows, int Batch, int Fold, EquatableArray<LaneChunk> Chunks, int BatchOfLines = 0) : RowForm(Bits, Rows)
{
    /// <summary>The most numbers of a row that one phase leaves to the next, besides those of the classes.</summary>
    private const int MostKept = 9;

    public bool IsUnrolled => Fold == 0;

    /// <summary>Whether targets are taken out one by one: of positions whose losses come from sums of exponentials alone.</summary>
    public bool TakesTargets => BatchOfLines > 0;

    /// <summary>The elements of scratch memory.</summary>
    public int ScratchLength(int classes) => (classes + MostKept) * Batch;

    /// <summary>Whether exponentials take their constants from memory.</summary>
    public bool AreExponentialsSparing(int classes) => IsUnrolled && SparesRegisters(classes);
}

/// <summary>Classes first, and few: a vector holds one class of neighbouring positions. They go through several phases in batches.</summary>
internal sealed record PositionLanesStrategy(EquatableArray<LanesForm> Forms) : RowStrategy;

/// <summary>Classes first, and many: the same phases, in loops over the classes.</summary>
internal sealed record PositionLoopStrategy(EquatableArray<LanesForm> Forms) : RowStrategy;

/// <summary>Neighbouring classes that are loaded and stored together.</summary>
/// <param name="First">The first class.</param>
/// <param name="Count">The number of classes.</param>
/// <param name="Fresh">The first class that no chunk before has: the last chunk ends with the row, and may overlap.</param>
/// <param name="WholeRow">Whether it holds whole rows, which lie without a gap.</param>
internal sealed record LaneChunk(int First, int Count, int Fresh, bool WholeRow);

/// <summary>Many classes: one row after the other, several vectors a step.</summary>
/// <param name="Bits">The width of a vector.</param>
/// <param name="Lanes">The elements in a vector.</param>
/// <param name="Unroll">The vectors in a step of the loop.</param>
/// <param name="LoopEnd">Where the loop ends, after two steps at least; 0 in a group, whose rows have none.</param>
/// <param name="Straight">The offsets of whole vectors after the loop.</param>
/// <param name="Last">The last vector, if the row is no multiple of a vector.</param>
/// <param name="Fold">The elements after which the rounding errors of the sum of exponentials are added to it; 0 if the row is not that long.</param>
/// <param name="IsPipelined">Whether the gradient of a row is written beside the exponentials of the next, also where it goes to the cache; else at once, where they are parked.</param>
internal sealed record RowLoopForm(
    int Bits, int Lanes, int Unroll, int LoopEnd, EquatableArray<int> Straight, LastVector? Last, int Fold, bool IsPipelined) : RowForm(Bits, 1)
{
    public int Step => Unroll * Lanes;

    /// <summary>Whether what the steps leave comes first.</summary>
    public bool BeginsWithRest => IsPipelined && RowShape.BeginsWithRest(Bits / 8);
}

/// <summary>The vector that ends with the row and overlaps the one before it.</summary>
/// <param name="Offset">Where it starts.</param>
/// <param name="FreshLane">Its first lane that no vector before has held.</param>
internal sealed record LastVector(int Offset, int FreshLane);

/// <summary>More classes, or about as many as a vector has lanes: a vector holds neighbouring classes of a row, and rows are computed in groups.</summary>
/// <param name="Rows">The rows of a group, some steps of as many as a vector has lanes.</param>
/// <param name="Row">A row's walk, which has no loop.</param>
internal sealed record RowGroupForm(int Rows, RowLoopForm Row) : RowForm(Row.Bits, Row.Lanes)
{
    /// <summary>The vectors of a row, in elements.</summary>
    public int Width => Vectors * Row.Lanes;

    /// <summary>The rows whose exponentials are computed beside each other.</summary>
    public int RowsTogether => Vectors switch
    {
        1 => 4,
        2 => 2,
        3 when HasManyRegisters => 4,
        6 when HasManyRegisters => 2,
        _ => 1,
    };

    /// <summary>Whether exponentials take their constants from memory.</summary>
    public bool AreExponentialsSparing => SparesRegisters(Vectors);

    public int Vectors => Row.Straight.Count + (Row.Last is null ? 0 : 1);
}
