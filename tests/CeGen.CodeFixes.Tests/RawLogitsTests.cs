using CeGen.CodeFixes.Tests.Harness;
using CeGen.Generator.CodeFixes;

namespace CeGen.CodeFixes.Tests;

/// <summary>Logits reach the loss as they were before a normalization.</summary>
public sealed class RawLogitsTests
{
    [Theory]
    [InlineData("TensorPrimitives.SoftMax(x, x);\n        float a = x.Length;\n        return a + Losses.Loss(⟦x⟧, t);", "TensorPrimitives.SoftMax", "float a = x.Length;\n        return a + Losses.Loss(x, t);")]
    [InlineData("TensorPrimitives.Sigmoid(x, x.AsSpan());\n        return Losses.Binary(⟦x⟧, x);", "TensorPrimitives.Sigmoid", "return Losses.Binary(x, x);")]
    [InlineData("float[] p = new float[x.Length];\n        TensorPrimitives.SoftMax(x, p);\n        return Losses.Loss(⟦p⟧, t);", "TensorPrimitives.SoftMax", "return Losses.Loss(x, t);")]
    [InlineData("float[] p;\n        p = new float[3];\n        LogSoftmax.Forward<float>(x, 3, p);\n        return Losses.Loss(⟦p⟧, t);", "LogSoftmax.Forward", "float[] p;\n        p = new float[3];\n        LogSoftmax.Forward<float>(x, 3, p);\n        return Losses.Loss(x, t);")]
    [InlineData("Span<float> p = stackalloc float[3];\n        // now\n        Softmax.Forward<float>(x.AsSpan(0, 3), 3, p);\n        return Losses.Loss(⟦p⟧, t);", "Softmax.Forward", "return Losses.Loss(x.AsSpan(0, 3), t);")]
    [InlineData("var p = new float[3];\n        TensorPrimitives.SoftMax(x, p);\n        return p[0] + Losses.Loss(⟦p.AsSpan()⟧, t);", "TensorPrimitives.SoftMax", "var p = new float[3];\n        TensorPrimitives.SoftMax(x, p);\n        return p[0] + Losses.Loss(x, t);")]
    [InlineData("Tensor<float> p = Tensor.SoftMax<float>(y);\n        return Losses.Tensors(⟦p⟧, t);", "Tensor.SoftMax", "return Losses.Tensors(y, t);")]
    [InlineData("return Losses.Tensors(⟦Tensor.SoftMax<float>(y)⟧, t);", "Tensor.SoftMax", "return Losses.Tensors(y, t);")]
    public Task The_normalization_goes_unless_somebody_else_needs_it(string body, string name, string expected) =>
        Fixed.Is(new RawLogitsFix(), $"Pass the logits without {name}", In(body), In(expected));

    [Fact]
    public Task All_normalizations_go() => Fixed.AreAll(
        new RawLogitsFix(),
        [In("TensorPrimitives.SoftMax(x, x);\n        float[] p = new float[3];\n        LogSoftmax.Forward<float>(x, 3, p);\n        return Losses.Loss(p, t) + Losses.Loss(x, t) + Losses.Tensors(Tensor.SoftMax<float>(y), t);")],
        [In("return Losses.Loss(x, t) + Losses.Loss(x, t) + Losses.Tensors(y, t);")]);

    [Theory]
    [InlineData("float[] p = new float[3];\n        TensorPrimitives.SoftMax(x, p);\n        x[0] = 1;\n        return Losses.Loss(⟦p⟧, t);")]
    [InlineData("float[] p = new float[3];\n        TensorPrimitives.SoftMax(Make(), p);\n        return Losses.Loss(⟦p⟧, t);")]
    [InlineData("float[] p = new float[3];\n        {\n            float[] z = [1, 2, 3];\n            TensorPrimitives.SoftMax(z, p);\n        }\n\n        return Losses.Loss(⟦p⟧, t);")]
    [InlineData("TensorPrimitives.SoftMax(x, x);\n        return Losses.Loss(⟦x⟧, t) + x[0];")]
    [InlineData("Span<float> s = x;\n        LogSoftmax.Forward<float>(s, 3, s);\n        return Losses.Loss(⟦s⟧, t) + new NegativeLogLikelihood(3).Forward<float, int>(s, t);")]
    public async Task Raw_logits_that_are_gone_are_left_to_the_user(string body) => Assert.Empty(await Fixed.Titles(new RawLogitsFix(), In(body)));

    private static string In(string body) => $$"""
        using System;
        using System.Numerics.Tensors;
        using CeGen;

        public static partial class Losses
        {
            [CrossEntropy(Classes = 3)]
            public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

            [CrossEntropy(Classes = 3)]
            public static partial float Tensors(ReadOnlyTensorSpan<float> logits, ReadOnlySpan<int> targets);

            [BinaryCrossEntropy(Labels = 3)]
            public static partial float Binary(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
        }

        internal static class Training
        {
            private static float[] Make() => [1, 2, 3];

            private static float Step(float[] x, int[] t, Tensor<float> y)
            {
                {{body}}
            }
        }

        """;
}
