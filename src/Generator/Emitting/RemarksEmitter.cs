using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Tells readers in words what was generated.</summary>
internal static class RemarksEmitter
{
    public static void Write(SourceWriter writer, KernelPlan plan) => Write(writer, plan, plan.Positions ?? plan.Strategy);

    /// <summary>Prints the remarks of a kernel.</summary>
    public static void Write(SourceWriter writer, KernelPlan plan, RowStrategy strategy) => Write(writer, Lines(plan, strategy));

    public static void Write(SourceWriter writer, IEnumerable<string> lines)
    {
        writer.Line("/// <remarks>");
        foreach (string line in lines)
        {
            writer.Line("/// " + line);
        }

        writer.Line("/// </remarks>");
    }

    public static string Parameter(KernelPlan plan, ParameterRole role) => role switch
    {
        ParameterRole.Logits when plan.Request.Method.HasTensors => "Unnormalised scores (C), (N, C) or (N, C, d1…dK), dense.",
        ParameterRole.Logits when plan.Request.Configuration.Layout == LayoutKind.ClassFirst => "Unnormalised scores, row-major (N, C, d1…dK).",
        ParameterRole.Logits => "Unnormalised scores, row-major (N, C).",
        ParameterRole.Targets when plan.Request.Method.HasProbabilities => "A probability for each logit, in the shape of the logits.",
        ParameterRole.Targets => "The class of each row, or the ignore index.",
        ParameterRole.Target => "The class of the row, or the ignore index.",
        ParameterRole.Weights => "A weight for each class, finite and at least 0.",
        ParameterRole.SpatialSize => "The number d1·…·dK of positions of a sample, at least 1.",
        ParameterRole.LogSumExp => "Receives log Σ exp of each row.",
        ParameterRole.Predictions => "Receives the class of the largest logit of each row, the first of equals.",
        ParameterRole.Losses => "Receives the loss of each row.",
        ParameterRole.Gradient => "Receives d loss / d logits: the very span of the logits (in place), or one that does not overlap them.",
        ParameterRole.Upstream => "The gradient of what follows with respect to the loss.",
        _ => "",
    };

    private static IEnumerable<string> Lines(KernelPlan plan, RowStrategy strategy)
    {
        CrossEntropyConfiguration options = plan.Request.Configuration;
        string smoothing = plan.Smoothing is null ? "" : $", label smoothing {Literal.Of(options.LabelSmoothing, plan.Element).TrimEnd('f', 'd')}";
        string weights = plan.Weights switch { null => "", ArgumentWeights => ", class weights of the call", _ => ", constant class weights" };
        string focus = plan.FocalGamma == 0 ? "" : $", focal gamma {Literal.Of(plan.FocalGamma, plan.Element).TrimEnd('f', 'd')}";
        string ignored = plan.Targets.AreProbabilities ? "" : $", ignore index {Literal.Of(options.IgnoreIndex)}";
        yield return $"Cross entropy of {Count(plan.Classes, "class", "classes")}, reduction {options.Reduction}{smoothing}{weights}{focus}{ignored};"
            + $" {plan.Element.Keyword()} logits, {plan.Targets.Keyword} {(plan.Targets.AreProbabilities ? "class probabilities" : "targets")}.";

        IEnumerable<string> description = strategy switch
        {
            RowsStrategy rows => Describe(plan, rows),
            PositionLanesStrategy lanes => Describe(plan, lanes.Forms, "Few"),
            PositionLoopStrategy loop => Describe(plan, loop.Forms, "Many"),
            ForwardStrategy forward => [$"Not specialised: {forward.Reason}. It calls the dynamic kernel."],
            _ => [],
        };
        foreach (string line in description)
        {
            yield return line;
        }

        if (strategy is not ForwardStrategy)
        {
            int written = plan.Element.Size();
            int read = plan.Targets.AreProbabilities ? 2 * written : written;
            yield return $"One exponential per logit; {Literal.Of(read)} bytes read per logit, {Literal.Of(written)} written with the gradient.";
        }
    }

    /// <summary>One sentence for all widths that have the same kind of form, and one for each of them.</summary>
    private static IEnumerable<string> Describe(KernelPlan plan, RowsStrategy strategy)
    {
        foreach (RowForm[] alike in strategy.Forms.GroupBy(f => Kind(plan, f)).Select(g => g.ToArray()))
        {
            yield return Kind(plan, alike[0]);
            foreach (string line in alike[0] is RowLoopForm ? alike.Select(f => Describe(f) + ".") : [string.Join("; ", alike.Select(Describe)) + "."])
            {
                yield return line;
            }
        }
    }

    private static string Kind(KernelPlan plan, RowForm form) => form switch
    {
        LanesForm lanes => $"Few classes: a vector holds one class of neighbouring rows, unrolled whole. Batches of {Literal.Of(lanes.Batch)} rows go through four phases: maxima, exponentials, losses, gradient.",
        RowGroupForm when plan.TriesNarrow => "Rows in groups: first the exponentials of all, without a shift until a logit lies far from 0 and shifted by the maxima of their rows from there on, then the gradients and the losses. Exponentials are parked in the cache.",
        RowGroupForm => "Rows in groups: first the maxima of all, then the exponentials, the losses and the gradients. Exponentials are parked in the cache.",
        RowLoopForm { IsPipelined: true } => "Many classes: row after row, the exponentials beside the maximum of the next row and the gradient of the row before. Exponentials are parked in the cache.",
        _ => "Many classes: row after row, the exponentials beside the maximum of the next row, then the gradient. Exponentials are parked where the gradient goes;"
            + " a large gradient is written past the caches, beside the exponentials of the next row.",
    };

    private static string Describe(RowForm form) => form switch
    {
        LanesForm lanes => $"{Literal.Of(lanes.Bits)}-bit vectors take {Literal.Of(lanes.Rows)} rows a step",
        RowGroupForm group => $"{Literal.Of(group.Bits)}-bit vectors take {Literal.Of(group.Rows)} rows a group, {Count(group.Width / group.Row.Lanes, "vector", "vectors")} a row",
        RowLoopForm loop => $"{Literal.Of(loop.Bits)}-bit vectors of {Literal.Of(loop.Lanes)}: {string.Join(", ", Parts(loop))}",
        _ => "",
    };

    private static IEnumerable<string> Parts(RowLoopForm form)
    {
        yield return $"{Count(form.LoopEnd / form.Step, "step", "steps")} of {Literal.Of(form.Unroll)} vectors";
        if (form.Straight.Count > 0)
        {
            yield return Count(form.Straight.Count, "vector", "vectors");
        }

        if (form.Last is { } last)
        {
            yield return $"a last one that overlaps by {Literal.Of(last.FreshLane)}";
        }
    }

    private static IEnumerable<string> Describe(KernelPlan plan, EquatableArray<LanesForm> forms, string classes)
    {
        yield return $"{classes} classes, which come first: a vector holds one class of neighbouring positions.";
        foreach (LanesForm[] alike in forms.GroupBy(f => f.TakesTargets).Select(g => g.ToArray()))
        {
            string width = alike.Length == forms.Count ? "" : $"{Literal.Of(alike[0].Bits)} bits: ";
            yield return $"{width}{Phases(plan, alike[0])}";
        }

        yield return string.Join("; ", forms.Select(f => $"{Literal.Of(f.Bits)}-bit vectors take {Literal.Of(f.Rows)} positions a step")) + ".";
    }

    private static string Phases(KernelPlan plan, LanesForm form)
    {
        if (!form.TakesTargets)
        {
            return $"{(form.IsUnrolled ? "Unrolled whole" : "In loops over the classes")}, batches of {Literal.Of(form.Batch)} positions go through four phases: maxima, exponentials, losses, gradient.";
        }

        string exponentials = plan.TriesNarrow ? "exponentials, without a shift until a logit lies far from 0 and shifted by the maxima of their positions from there on" : "maxima, exponentials";
        string longer = form.Batch > form.BatchOfLines ? $", or {Literal.Of(form.Batch)} where a large gradient is put together first," : "";
        return $"By fours of classes, batches of {Literal.Of(form.BatchOfLines)} positions{longer} go through phases: {exponentials}; sums and losses, without the targets, which are taken out one by one; gradient.";
    }

    public static string Count(int count, string one, string many) => $"{Literal.Readable(count)} {(count == 1 ? one : many)}";
}
