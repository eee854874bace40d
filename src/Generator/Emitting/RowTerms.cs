using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>
/// Prints the formula of a loss where a vector holds neighbouring classes of one row: what is summed, the loss, the entries of the gradient. The walk over the row is
/// its caller's.
/// </summary>
internal abstract class RowTerms(SourceWriter writer, KernelPlan plan, RowLoopForm form)
{
    protected SourceWriter Writer => writer;

    protected KernelPlan Plan => plan;

    protected RowLoopForm Form => form;

    protected VectorNames V { get; } = new(form.Bits, plan.Element);

    protected string Element { get; } = plan.Element.Keyword();

    /// <summary>The names of the sums over the row; the first is that of exponentials.</summary>
    public abstract IReadOnlyList<string> Sums { get; }

    public static RowTerms Of(SourceWriter writer, KernelPlan plan, RowLoopForm form) =>
        plan.Targets.AreProbabilities ? new ProbabilityRowTerms(writer, plan, form) : new IndexRowTerms(writer, plan, form);

    /// <summary>What a sum besides that of exponentials starts at, where that is known to be larger than its terms.</summary>
    public virtual string? StartOf(string sum) => null;

    /// <summary>Whether a sum needs no rounding errors beside it: its terms have one sign, and are few when they have been added up by fours.</summary>
    public virtual bool IsPlain(string sum) => false;

    /// <summary>Whether a row is walked over and so short that a plain sum is as good as its terms.</summary>
    protected bool IsShortWalk => Form is { Fold: 0, LoopEnd: > 0 };

    /// <summary>Prints what is known of the row before its logits are looked at.</summary>
    public abstract void WriteStart();

    /// <summary>Prints what is taken from the logits before their place is the gradient's.</summary>
    public abstract void WriteBefore();

    /// <summary>Prints what the terms besides the exponentials need.</summary>
    public abstract void WriteConstants();

    /// <summary>Prints the terms besides the exponential of a vector of logits.</summary>
    /// <param name="x">The variable of the logits.</param>
    /// <param name="name">A suffix for the names of variables.</param>
    /// <param name="offset">The offset of the vector.</param>
    /// <param name="mask">The lanes that count; all if <see langword="null"/>.</param>
    public abstract void WriteTerms(string x, string name, string offset, string? mask);

    /// <summary>Prints the terms besides the exponentials of four vectors of logits, one after the other or added up first.</summary>
    /// <param name="vectors">The variables of the logits, the suffixes and the offsets.</param>
    public virtual void WriteTermsOfFour(IReadOnlyList<(string X, string Name, string Offset)> vectors)
    {
        foreach ((string x, string name, string offset) in vectors)
        {
            WriteTerms(x, name, offset, null);
        }
    }

    /// <summary>Whether the losses are computed after all rows. The focal loss is not: the gradient depends on it.</summary>
    public bool AreLossesLast { get; } = plan.FocalGamma == 0;

    /// <summary>Prints the loss, or how what it comes from is kept.</summary>
    public abstract void WriteLoss();

    /// <summary>The call that writes the losses that are last.</summary>
    public abstract string LastLosses { get; }

    /// <summary>The call that writes log Σ exp with them.</summary>
    public abstract string LastLogSums { get; }

    /// <summary>What is known of a row when its loss is, and is needed for its gradient: types and names.</summary>
    public abstract IReadOnlyList<(string Type, string Name)> Carried { get; }

    /// <summary>Prints how the variables of <see cref="Carried"/> are found.</summary>
    /// <param name="rename">The names of the variables.</param>
    public abstract void WriteCarried(Func<string, string> rename);

    /// <summary>Prints what the entries of the gradient need, given <see cref="Carried"/>.</summary>
    /// <param name="rename">The names of the variables.</param>
    public abstract void WriteGradientStart(Func<string, string> rename);

    /// <summary>Prints what the entries need that is the same for all rows.</summary>
    public virtual void WriteGradientConstants()
    {
    }

    /// <summary>A vector of the gradient.</summary>
    /// <param name="offset">Where it starts.</param>
    /// <param name="rename">The names of the variables.</param>
    public abstract string Entry(string offset, Func<string, string> rename);

    /// <summary>Prints what is left of the gradient after the walk.</summary>
    /// <param name="rename">The names of the variables.</param>
    public virtual void WriteGradientEnd(Func<string, string> rename)
    {
    }

    protected string Load(string source, string offset) => $"{V.Operations}.LoadUnsafe(ref {source}, {offset})";

    /// <summary>A sum over the row.</summary>
    protected string Sum(string name) => IsPlain(name) ? $"VectorMath.SumOfOneSign({name})" : $"VectorMath.{(StartOf(name) is null ? "Sum" : "SumOfOneSign")}({CompensatedSum.Grown(V, name, StartOf(name))}, {CompensatedSum.Error(name)})";

    /// <summary>How a term is added to a sum.</summary>
    protected string Add(string sum, string term) => IsPlain(sum) ? $"{sum} += {term};" : StartOf(sum) is null ? CompensatedSum.Add(sum, term) : CompensatedSum.Grow(sum, term);

    protected string Number(double value) => Literal.Of(value, plan.Element);
}
