using CeGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.Usage;

/// <summary>What kind of loss a call computes.</summary>
internal enum LossKind
{
    CrossEntropy,
    Binary,
    NegativeLogLikelihood,
}

/// <summary>What logits went through before a loss.</summary>
internal enum Normalization
{
    Softmax,
    LogSoftmax,
    Sigmoid,
}

/// <summary>An argument of a call, or a member that is set in its <c>extras</c>.</summary>
/// <param name="Name">The name of the parameter or the member.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">What is passed.</param>
internal sealed record LossArgument(string Name, ITypeSymbol Type, IOperation Value);

/// <summary>A call of a loss: of an attributed method, of an overload that was generated with it, or of a loss whose options are known at run time.</summary>
/// <param name="Operation">The call.</param>
/// <param name="Kind">The kind of the loss.</param>
/// <param name="Name">The loss as messages name it.</param>
/// <param name="Classes">The number of classes or labels, if it is known.</param>
/// <param name="Configuration">The options of a cross entropy, if they are known; of a negative log likelihood, those that it shares with it.</param>
/// <param name="Creation">Where a loss with options of the run time is created, if that is known.</param>
/// <param name="IsDynamic">Whether the options are, by the type of the loss, known at run time alone.</param>
/// <param name="Arguments">What is passed, by its meaning.</param>
/// <param name="HasUnknownArguments">Whether more is passed, in a variable that is not seen through.</param>
/// <param name="Scope">The code around it.</param>
internal sealed record LossCall(
    IInvocationOperation Operation,
    LossKind Kind,
    string Name,
    int? Classes,
    CrossEntropyConfiguration? Configuration,
    IObjectCreationOperation? Creation,
    bool IsDynamic,
    IReadOnlyDictionary<ParameterRole, LossArgument> Arguments,
    bool HasUnknownArguments,
    Scope Scope)
{
    /// <summary>The argument of a meaning, if there is one.</summary>
    public LossArgument? this[ParameterRole role] => Arguments.TryGetValue(role, out LossArgument? argument) ? argument : null;
}
