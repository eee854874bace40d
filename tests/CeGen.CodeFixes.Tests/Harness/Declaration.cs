namespace CeGen.CodeFixes.Tests.Harness;

/// <summary>Sources of one declaration.</summary>
internal static class Declaration
{
    /// <summary>The parameters that most losses have.</summary>
    public const string Inputs = "ReadOnlySpan<float> logits, ReadOnlySpan<int> targets";

    /// <summary>A file with a loss of three classes.</summary>
    public static string Of(string signature, string options = "") => File($"CrossEntropy(Classes = 3{options})", signature);

    /// <summary>A file with a loss of three labels.</summary>
    public static string OfBinary(string signature, string options = "") => File($"BinaryCrossEntropy(Labels = 3{options})", signature);

    /// <summary>A file with a partial method that has an attribute.</summary>
    public static string File(string attribute, string signature) => $$"""
        using System;
        using System.Numerics.Tensors;
        using CeGen;

        public static partial class Losses
        {
            [{{attribute}}]
            public static partial {{signature}};
        }

        """;
}
