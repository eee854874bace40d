using System.Text.Json.Serialization;

namespace CeGen.Benchmarks;

/// <summary>What a first call took.</summary>
/// <param name="Milliseconds">The whole call.</param>
/// <param name="CompileMilliseconds">The part of the JIT, with a method or two that mark the call.</param>
/// <param name="Methods">How many methods it compiled.</param>
internal sealed record FirstCallTime(double Milliseconds, double CompileMilliseconds, long Methods);

[JsonSerializable(typeof(FirstCallTime))]
internal sealed partial class FirstCallContext : JsonSerializerContext;
