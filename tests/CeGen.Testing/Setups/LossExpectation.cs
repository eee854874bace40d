namespace CeGen.Testing;

/// <summary>What a loss should give, computed from its definition in double, and how far off each number may be.</summary>
/// <param name="Reduced">The reduced loss.</param>
/// <param name="Losses">The loss of each row, or of each logit of a binary loss.</param>
/// <param name="Gradient">The gradient for an upstream gradient of 1.</param>
/// <param name="LogSumExp">log Σ exp of each row.</param>
/// <param name="Predictions">The first of the largest logits of each row.</param>
public sealed record LossExpectation(Bounded Reduced, Bounded[] Losses, Bounded[] Gradient, Bounded[] LogSumExp, int[] Predictions);
