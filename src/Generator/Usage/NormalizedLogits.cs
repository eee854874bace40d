using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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

        // What is done under the name of a variable that is replaced is not known to be done to this memory.
        if (memory.Owner is ILocalSymbol name && call.Scope.OnlyValue(name) is { } same && Memory.Of(same, call.Scope) is not null)
        {
            return null;
        }

        MemoryUse? last = uses.Where(u => IsBefore(u.At, call.Operation)).OrderBy(static u => u.At.Syntax.Span.End).LastOrDefault();
        return last is { Normalization: { } normalization, At: IInvocationOperation by }
            && IsSamePart(last.Memory, memory, by, call)
            && Precedence.IsAlwaysBefore(by, call.Operation)
            && !uses.Any(u => IsLastOfLoop(u.At, by, call))
            && ((IsOwn(memory.Owner, call.Scope) && !memory.Bounds.Any(static b => b is IFieldSymbol { IsReadOnly: false, IsConst: false })) || !CallsOtherCodeBetween(by, call, types))
            ? (normalization, by)
            : null;
    }

    /// <summary>Whether the loss sees what was written: one of the two is the whole, or both are the same part.</summary>
    private static bool IsSamePart(Memory written, Memory read, IOperation by, LossCall call) => written.Part.Length == 0 || read.Part.Length == 0
        || (written.Part == read.Part
            && written.IsStable
            && read.IsStable
            && written.Bounds.SequenceEqual(read.Bounds, SymbolEqualityComparer.Default)
            && !read.Bounds.Any(b => call.Scope.IsWritten(b, o => (IsBefore(by, o) && IsBefore(o, call.Operation)) || Loops(by, call).Any(l => l.Syntax.Span.Contains(o.Syntax.Span)))));

    /// <summary>Whether an operation comes after the normalization where a loop ends, though it stands before it in the text.</summary>
    private static bool IsLastOfLoop(IOperation operation, IOperation by, LossCall call) => Loops(by, call).Any(l =>
        l is IWhileLoopOperation { ConditionIsTop: true, Condition: { } condition } && condition.Syntax.Span.Contains(operation.Syntax.Span)
        || (l is IForLoopOperation loop && loop.AtLoopBottom.Append(loop.Condition).Any(o => o?.Syntax.Span.Contains(operation.Syntax.Span) == true)));

    /// <summary>The loops around the normalization that have ended where the loss is called.</summary>
    private static IEnumerable<ILoopOperation> Loops(IOperation by, LossCall call)
    {
        for (IOperation? o = by.Parent; o is not null && !o.Syntax.Span.Contains(call.Operation.Syntax.Span); o = o.Parent)
        {
            if (o is ILoopOperation loop)
            {
                yield return loop;
            }
        }
    }

    /// <summary>Whether memory is known to be that of a variable of the body alone: it is made there.</summary>
    private static bool IsOwn(ISymbol owner, Scope scope) => owner is ILocalSymbol local && scope.OnlyValue(local) is { } made && IsMade(made);

    private static bool IsMade(IOperation value)
    {
        while (Memory.Inner(value) is { } inner)
        {
            value = inner.Operand;
        }

        return value is IArrayCreationOperation or ICollectionExpressionOperation or IDefaultValueOperation
            || value.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax
            || (value is IInvocationOperation call && IsHarmless(call.TargetMethod));
    }

    /// <summary>Code of the project or of a library may write what it once was given, or what it gave: a field, the output of a layer.</summary>
    private static bool CallsOtherCodeBetween(IOperation by, LossCall call, UsageTypes types) => call.Scope.Operations.OfType<IInvocationOperation>().Any(i =>
        IsBefore(by, i) && IsBefore(i, call.Operation) && !IsHarmless(i.TargetMethod) && CallReader.Read(i, types) is null);

    /// <summary>Whether a method is one of .NET or of CeGen: they keep nothing.</summary>
    private static bool IsHarmless(IMethodSymbol method)
    {
        INamespaceSymbol? space = method.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name is "System" or "CeGen" && method is { MethodKind: not MethodKind.DelegateInvoke, IsAbstract: false, DeclaringSyntaxReferences.IsEmpty: true };
    }

    private static bool IsBefore(IOperation first, IOperation second) => first.Syntax.Span.End <= second.Syntax.SpanStart;
}
