using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>A class in emitted code: a number, or the variable of a loop.</summary>
/// <param name="Text">How it is written.</param>
/// <param name="Number">The number, unless it is a variable.</param>
internal readonly record struct ClassName(string Text, int? Number)
{
    public static ClassName Of(int number) => new(Literal.Of(number), number);
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

    public static LaneTerms Of(SourceWriter writer, KernelPlan plan, int bits) =>
        plan.Targets.AreProbabilities ? new ProbabilityLaneTerms(writer, plan, bits) : new IndexLaneTerms(writer, plan, bits);

    /// <summary>Prints what is known of the rows before their logits are looked at.</summary>
    public abstract void WriteStart();

    /// <summary>Prints how the logits in <paramref name="x"/>, some or all classes, count as zeros in ignored rows.</summary>
    public abstract void WriteIgnored(IEnumerable<string> x, bool always);

    /// <summary>Prints what the terms of the classes need, unrolled or in a loop.</summary>
    public abstract void WriteBefore(bool isLoop);

    /// <summary>Prints the terms of a class, which turn the logit into the exponential that the first sum takes; that addition is the caller's.</summary>
    /// <param name="x">The variable of the logit.</param>
    /// <param name="t">The variable of its probability, where there is one.</param>
    /// <param name="c">The class.</param>
    public abstract void WriteClass(string x, string t, ClassName c);

    /// <summary>Prints the loss.</summary>
    public abstract void WriteLoss();

    /// <summary>Prints what the entries of the gradient need.</summary>
    public abstract void WriteGradientStart();

    /// <summary>The entry of a class.</summary>
    public abstract string Entry(string x, string t, ClassName c);

    /// <summary>Prints how a term of a class is added to a sum.</summary>
    public void WriteAdd(string sum, string term, ClassName c)
    {
        if (c.Number is { } number)
        {
            CompensatedSum.WriteAdd(writer, sum, term, isFirst: number == 0);
        }
        else
        {
            writer.Line(CompensatedSum.Add(sum, term, sum));
        }
    }

    protected string Create(double value) => $"{V.Operations}.Create({Literal.Of(value, plan.Element)})";

    /// <summary>A number of each class, in every lane.</summary>
    protected string OfClass(string array, Func<ConstantWeights, EquatableArray<double>> constants, ClassName c) =>
        c.Number is { } number && plan.Weights is ConstantWeights weights
            ? Create(constants(weights)[number])
            : $"{V.Operations}.Create(Unsafe.Add(ref block.{array}, {c.Text}))";

    /// <summary>The output of log Σ exp, if it is one.</summary>
    protected void WriteLogSums(string sum)
    {
        if (plan.HasLogSums)
        {
            writer.Line();
            using (writer.Open("if (block.HasLogSums)"))
            {
                writer.Line($"VectorMath.LogSum({sum}, shift).StoreUnsafe(ref block.LogSums, (nuint)row);");
            }
        }
    }
}
