using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.Usage;

/// <summary>Finds logits that went through a softmax, a log-softmax or a sigmoid before a loss that applies its own.</summary>
internal static class NormalizedLogits
{
    public static IEnumerable<Diagnostic> Check(LossCall call, UsageTypes types)
    {
        // The negative log likelihood takes what a log-softmax gives.
        if (call.Kind == LossKind.NegativeLogLikelihood || call[ParameterRole.Logits] is not { } logits)
        {
            yield break;
        }

        if ((MemoryUse.NormalizationOf(logits.Value, types) ?? LastWrite(call, logits.Value, types)) is var (normalization, by)
            && RuleOf(normalization, call.Kind) is { } rule)
        {
            string own = call.Kind == LossKind.Binary ? "a sigmoid" : "the softmax";
            yield return Finding.Of(rule, logits.Value, [by], null, logits.Name, call.Name, $"{by.TargetMethod.ContainingType.Name}.{by.TargetMethod.Name}", own);
        }
    }

    private static Rule? RuleOf(Normalization normalization, LossKind kind) => normalization switch
    {
        Normalization.Softmax => Rule.SoftmaxBeforeLoss,
        Normalization.LogSoftmax => kind == LossKind.CrossEntropy ? Rule.LogSoftmaxBeforeLoss : null,
        _ => Rule.SigmoidBeforeLoss,
    };

    /// <summary>The normalization that filled the memory of the logits, if nothing else was written there since.</summary>
    private static (Normalization Normalization, IInvocationOperation By)? LastWrite(LossCall call, IOperation logits, UsageTypes types)
    {
        if (Memory.Of(logits, call.Scope) is not { } memory || call.Scope.HasLabels || MemoryUse.Of(memory.Owner, call.Scope, types) is not { } uses)
        {
            return null;
        }

        MemoryUse? last = uses.Where(u => IsBefore(u.At, call.Operation)).OrderBy(static u => u.At.Syntax.Span.End).LastOrDefault();
        return last is { Normalization: { } normalization, At: IInvocationOperation by }
            && IsSamePart(last.Memory, memory, by, call)
            && Precedence.IsAlwaysBefore(by, call.Operation)
            && !(memory.Owner is IFieldSymbol && CallsOwnCodeBetween(by, call))
            ? (normalization, by)
            : null;
    }

    /// <summary>Whether the loss sees what was written: one of the two is the whole, or both are the same part.</summary>
    private static bool IsSamePart(Memory written, Memory read, IOperation by, LossCall call) => written.Part.Length == 0 || read.Part.Length == 0
        || (written.Part == read.Part && !read.Bounds.Any(b => call.Scope.IsWritten(b, o => IsBefore(by, o) && IsBefore(o, call.Operation))));

    /// <summary>Another method of the project may write a field.</summary>
    private static bool CallsOwnCodeBetween(IOperation by, LossCall call) => call.Scope.Operations.OfType<IInvocationOperation>().Any(i =>
        IsBefore(by, i) && IsBefore(i, call.Operation) && i.TargetMethod.DeclaringSyntaxReferences.Length > 0);

    private static bool IsBefore(IOperation first, IOperation second) => first.Syntax.Span.End <= second.Syntax.SpanStart;
}
