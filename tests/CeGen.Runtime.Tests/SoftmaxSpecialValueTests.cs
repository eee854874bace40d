using System.Numerics;

namespace CeGen.Runtime.Tests;

/// <summary>Infinities, NaN and numbers at the ends of the range, as PyTorch has them: they concern their own row alone.</summary>
public abstract class SoftmaxSpecialValueTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Special = 1;

    public static TheoryData<Form, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<Form, int, int>();
            foreach (Form form in Enum.GetValues<Form>())
            {
                foreach (int classes in new[] { 2, 3, 10, 40, 67 })
                {
                    // A spatial size of 3 is done without vectors, 21 with all of them; position 1 stands in the widest, 20 in the narrowest.
                    foreach (int spatialSize in new[] { 1, 3, 21 })
                    {
                        shapes.Add(form, classes, spatialSize);
                    }
                }
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Minus_infinity_is_a_probability_of_zero(Form form, int classes, int spatialSize)
    {
        foreach (int special in new[] { 0, classes - 1 })
        {
            T[] row = Row(form, classes, spatialSize, (c, x) => c == special ? double.NegativeInfinity : x);
            Assert.Equal(form == Form.Softmax ? T.Zero : T.NegativeInfinity, row[special]);

            // The others are what they are without it.
            T[] logits = [.. Logits(classes, spatialSize).Slice(Special, 1).Logits.Where((_, c) => c != special).Select(T.CreateTruncating)];
            T[] expected = SoftmaxForms.Forward(form, logits, classes - 1);
            T[] actual = [.. row.Where((_, c) => c != special)];
            Assert.All(expected.Zip(actual), pair => Near(pair.First, pair.Second));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_row_of_minus_infinity_is_NaN(Form form, int classes, int spatialSize) =>
        Assert.All(Row(form, classes, spatialSize, (_, _) => double.NegativeInfinity), p => Assert.True(T.IsNaN(p)));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_row_with_plus_infinity_or_NaN_is_NaN_wherever_it_stands(Form form, int classes, int spatialSize)
    {
        for (int special = 0; special < classes; special++)
        {
            foreach (double value in new[] { double.PositiveInfinity, double.NaN })
            {
                Assert.All(
                    Row(form, classes, spatialSize, (c, x) => c == special ? value : x),
                    p => Assert.True(T.IsNaN(p), $"{value} at {special} gives {p}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Huge_logits_do_not_overflow(Form form, int classes, int spatialSize)
    {
        foreach (double huge in new[] { 1e4, -1e4, 3e38, -3e38 })
        {
            // All the same; and one that is above all others.
            T even = T.One / T.CreateTruncating(classes);
            Assert.All(Row(form, classes, spatialSize, (_, _) => (float)huge), p => Near(form == Form.Softmax ? even : T.Log(even), p));

            T[] row = Row(form, classes, spatialSize, (c, _) => c == 1 ? (float)Math.Abs(huge) : (float)-Math.Abs(huge));
            Assert.Equal(form == Form.Softmax ? T.One : T.Zero, row[1]);
            T other = form == Form.Softmax ? T.Zero : T.CreateTruncating((float)-Math.Abs(huge)) - T.CreateTruncating((float)Math.Abs(huge));
            Assert.Equal(other, row[0]);
        }
    }

    [Theory]
    [InlineData(Form.Softmax)]
    [InlineData(Form.LogSoftmax)]
    public void One_class_is_certain(Form form)
    {
        foreach (int spatialSize in new[] { 1, 3, 40 })
        {
            T[] logits = Batch.Random(7, 2 * spatialSize, 1, spread: 40).LogitsAs<T>();
            T[] result = SoftmaxForms.Forward(form, logits, 1, spatialSize);
            Assert.All(result, p => Bits.Equal(form == Form.Softmax ? T.One : T.Zero, p));
            Assert.All(SoftmaxForms.Backward(form, result, 1, logits, spatialSize), g => Assert.Equal(T.Zero, g));
        }
    }

    [Theory]
    [InlineData(Form.Softmax)]
    [InlineData(Form.LogSoftmax)]
    public void The_gradient_of_an_impossible_class_is_that_of_PyTorch(Form form)
    {
        // Softmax: p·(u − Σ p·u) = 0. Log softmax: u − 0·Σ u = u.
        T[] logits = Batch.Random(8, 1, 20).With(0, (c, x) => c == 3 ? double.NegativeInfinity : x).LogitsAs<T>();
        T[] upstream = Batch.Random(9, 1, 20).LogitsAs<T>();
        T[] gradient = SoftmaxForms.Backward(form, SoftmaxForms.Forward(form, logits, 20), 20, upstream);
        Assert.Equal(form == Form.Softmax ? T.Zero : upstream[3], gradient[3]);
        Assert.All(gradient, g => Assert.True(T.IsFinite(g)));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void NaN_in_the_upstream_gradient_stays_in_its_row(Form form, int classes, int spatialSize)
    {
        Batch logits = Logits(classes, spatialSize);
        Batch upstream = Batch.Random(12, logits.Rows, classes).With(Special, (c, u) => c == classes - 1 ? double.NaN : u);
        T[] result = SoftmaxForms.Forward(form, SoftmaxForms.ClassFirst(logits.LogitsAs<T>(), classes, spatialSize), classes, spatialSize);
        T[] gradient = SoftmaxForms.Backward(
            form, result, classes, SoftmaxForms.ClassFirst(upstream.LogitsAs<T>(), classes, spatialSize), spatialSize);
        for (int i = 0; i < gradient.Length; i++)
        {
            Assert.Equal(IsSpecial(i, classes, spatialSize), T.IsNaN(gradient[i]));
        }
    }

    [Fact]
    public void An_infinite_upstream_gradient_gives_what_PyTorch_gives()
    {
        // Class 5 of 40, improbable as all are: u − p·Σ u is NaN at it and −∞ elsewhere.
        T[] upstream = new T[40];
        upstream[5] = T.PositiveInfinity;
        T[] gradient = SoftmaxForms.Backward(Form.LogSoftmax, SoftmaxForms.Forward(Form.LogSoftmax, new T[40], 40), 40, upstream);
        Assert.True(T.IsNaN(gradient[5]));
        Assert.All(gradient.Where((_, c) => c != 5), g => Assert.Equal(T.NegativeInfinity, g));
    }

    private static Batch Logits(int classes, int spatialSize) => Batch.Random(classes, 3 * spatialSize, classes);

    private static bool IsSpecial(int index, int classes, int spatialSize) =>
        index / (classes * spatialSize) == Special / spatialSize && index % spatialSize == Special % spatialSize;

    /// <summary>The result of the special row. All others have the bits that they have beside an ordinary row.</summary>
    private static T[] Row(Form form, int classes, int spatialSize, Func<int, double, double> logit)
    {
        Batch ordinary = Logits(classes, spatialSize);
        T[] expected = SoftmaxForms.Forward(form, SoftmaxForms.ClassFirst(ordinary.LogitsAs<T>(), classes, spatialSize), classes, spatialSize);
        T[] logits = SoftmaxForms.ClassFirst(ordinary.With(Special, logit).LogitsAs<T>(), classes, spatialSize);
        T[] actual = SoftmaxForms.Forward(form, logits, classes, spatialSize);

        Assert.All(expected, p => Assert.True(T.IsFinite(p)));
        T[] Others(T[] all) => [.. all.Where((_, i) => !IsSpecial(i, classes, spatialSize))];
        Bits.Equal(Others(expected), Others(actual), "other rows");
        return [.. actual.Where((_, i) => IsSpecial(i, classes, spatialSize))];
    }

    private static void Near(T expected, T actual)
    {
        T tolerance = T.Abs(expected) * T.CreateTruncating(typeof(T) == typeof(float) ? 1e-6 : 1e-14);
        Assert.InRange(actual, expected - tolerance, expected + tolerance);
    }
}

public sealed class SoftmaxSpecialValueSingleTests : SoftmaxSpecialValueTests<float>;

public sealed class SoftmaxSpecialValueDoubleTests : SoftmaxSpecialValueTests<double>;
