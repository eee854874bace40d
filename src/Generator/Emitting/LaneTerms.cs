using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>A class in emitted code: a number, or the variable of a loop.</summary>
/// <param name="Text">How it is written.</param>
/// <param name="Number">The number, unless it is a variable.</param>
internal readonly record struct ClassName(string Text, int? Number)
{
    public static ClassName Of(int number) => new(Literal.Of(number), number);

    /// <summary>The class that is some classes after a variable.</summary>
    public static ClassName After(string variable, int count) => new(count == 0 ? variable : $"{variable} + {Literal.Of(count)}", null);

    /// <summary>The class times a number, as an argument.</summary>
    public string Times(int factor) => Number is { } number ? Literal.Of(number * factor)
        : Text.Contains(' ') ? $"(nuint)(({Text}) * {Literal.Of(factor)})"
        : $"(nuint)({Text} * {Literal.Of(factor)})";
}

/// <summary>
/// Prints the formula of a loss where a vector holds one class of neighbouring rows: what is summed over the classes, the loss, the entries of the gradient. The
/// walk over the classes, unrolled or in loops, is its caller's.
/// </summary>
internal abstract class LaneTerms(SourceWriter writer, KernelPlan plan, int bits)
{
    protected SourceWriter Writer => writer;

    protected KernelPlan Plan => plan;

    protected VectorNames V { get; } = new(bits, plan.Element);

    /// <summary>The sums over the classes; the first is that of exponentials.</summary>
    public abstract IReadOnlyList<string> Sums { get; }

    /// <summary>What a sum besides that of exponentials starts at, where that is known to be larger than its terms.</summary>
    public virtual string? StartOf(string sum) => null;

    /// <summary>Whether a sum needs no rounding errors beside it: its terms have one sign, and are few when they have been added up by fours; of exponentials, one.</summary>
    public bool IsPlain(string sum) => sum == Sums[0] ? plan.Classes <= plan.ExponentialsTogether : plan.SumsByFours;

    /// <summary>Whether a sum with rounding errors, besides that of exponentials, takes more than its first term.</summary>
    public abstract bool AddsTerms { get; }

    /// <summary>What else of each row the losses need.</summary>
    public abstract IReadOnlyList<string> Found { get; }

    /// <summary>What of each row the entries of the gradient need.</summary>
    public abstract IReadOnlyList<string> Factors { get; }

    public static LaneTerms Of(SourceWriter writer, KernelPlan plan, int bits) =>
        plan.Targets.AreProbabilities ? new ProbabilityLaneTerms(writer, plan, bits) : new IndexLaneTerms(writer, plan, bits);

    /// <summary>Prints the load of the targets of a step, if there are any.</summary>
    public abstract void WriteTargets();

    /// <summary>Prints which rows of a step are ignored, if any can be.</summary>
    public abstract void WriteIgnoredMask();

    /// <summary>Prints how a logit counts as zero in ignored rows.</summary>
    public abstract void WriteIgnored(string x);

    /// <summary>Prints what the terms of the classes need, unrolled or in a loop.</summary>
    public abstract void WriteBefore(bool isLoop);

    /// <summary>Prints the terms of a class that come from its logit.</summary>
    /// <param name="x">The variable of the logit.</param>
    /// <param name="t">The variable of its probability, where there is one.</param>
    /// <param name="c">The class.</param>
    public abstract void WriteLogit(string x, string t, ClassName c);

    /// <summary>Prints the terms of some classes that come from their logits, of few classes those of four added up first where they have one sign.</summary>
    public virtual void WriteLogits(IReadOnlyList<LaneClass> classes)
    {
        foreach (LaneClass c in classes)
        {
            WriteLogit(c.X, c.T, c.Name);
        }
    }

    /// <summary>Whether the terms of some classes are added up before they are added to their sums.</summary>
    protected bool AreFour(IReadOnlyList<LaneClass> classes) => classes.Count == 4 && plan.SumsByFours;

    /// <summary>Prints the terms of a class that come from its exponential, which is left as the first sum takes it; that addition is the caller's.</summary>
    /// <param name="x">The variable of the exponential.</param>
    /// <param name="logit">The load of its logit.</param>
    /// <param name="c">The class.</param>
    public abstract void WriteExponential(string x, string logit, ClassName c);

    /// <summary>Prints the loss.</summary>
    public abstract void WriteLoss();

    /// <summary>Prints the loss where it comes from the sums alone.</summary>
    public virtual void WriteLossOfSums() => throw new InvalidOperationException("The loss needs more than sums.");

    /// <summary>Prints the <see cref="Factors"/>.</summary>
    public abstract void WriteFactors();

    /// <summary>The entry of a class.</summary>
    public abstract string Entry(string x, string t, ClassName c);

    /// <summary>Prints how the exponentials of some neighbouring classes are added to the first sum.</summary>
    public void WriteAddExponentials(IReadOnlyList<LaneClass> classes)
    {
        for (int first = 0; first < classes.Count; first += plan.ExponentialsTogether)
        {
            string term = CompensatedSum.OfFour([.. classes.Skip(first).Take(plan.ExponentialsTogether).Select(c => c.X)]);
            if (IsPlain(Sums[0]))
            {
                writer.Line($"{V.Type} {Sums[0]} = {term};");
                return;
            }

            CompensatedSum.WriteAddPositive(writer, V, Sums[0], term, isFirst: classes[first].Name.Number == 0);
        }
    }

    /// <summary>Prints how a term of a class is added to a sum.</summary>
    public void WriteAdd(string sum, string term, ClassName c)
    {
        if (IsPlain(sum))
        {
            CompensatedSum.WritePlainAdd(writer, sum, term, isFirst: c.Number == 0);
        }
        else if (StartOf(sum) is null)
        {
            CompensatedSum.WriteAdd(writer, sum, term, isFirst: c.Number == 0);
        }
        else
        {
            CompensatedSum.WriteGrow(writer, sum, term);
        }
    }

    protected string Create(double value) => $"{V.Operations}.Create({Literal.Of(value, plan.Element)})";

    /// <summary>A number of each class, in every lane.</summary>
    protected string OfClass(string array, Func<ConstantWeights, EquatableArray<double>> constants, ClassName c) =>
        c.Number is { } number && plan.Weights is ConstantWeights weights
            ? Create(constants(weights)[number])
            : $"{V.Operations}.Create(Unsafe.Add(ref block.{array}, {c.Text}))";

    /// <summary>The load of a number of each row.</summary>
    protected string OfRow(string array) => $"{V.Operations}.LoadUnsafe(ref block.{array}, place)";

    /// <summary>The output of log Σ exp, if it is one.</summary>
    protected void WriteLogSums(string sum)
    {
        if (plan.HasLogSums)
        {
            writer.Line();
            using (writer.Open("if (block.HasLogSums)"))
            {
                writer.Line($"VectorMath.LogSum({sum}, shift).StoreUnsafe(ref block.LogSums, place);");
            }
        }
    }
}
