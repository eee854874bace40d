namespace CeGen.Runtime.Tests;

/// <summary>A wrong call of softmax or log softmax names the parameter and the numbers, and writes nothing.</summary>
public class SoftmaxArgumentTests
{
    private const int Length = 1800;

    public static TheoryData<Form, int> Forms => new()
    {
        { Form.Softmax, 0 }, { Form.Softmax, 1 }, { Form.Softmax, 20 },
        { Form.LogSoftmax, 0 }, { Form.LogSoftmax, 1 }, { Form.LogSoftmax, 20 },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void There_is_at_least_one_class(Form form, int spatialSize)
    {
        foreach (int classes in new[] { 0, -3, int.MinValue })
        {
            Fails<ArgumentOutOfRangeException>("classes", [$"classes is {classes}; expected at least 1."], output => Forward(form, Length, classes, spatialSize, output));
            Fails<ArgumentOutOfRangeException>("classes", [$"classes is {classes}; expected at least 1."], output => Backward(form, Length, classes, spatialSize, Length, output));
        }
    }

    [Theory]
    [InlineData(Form.Softmax)]
    [InlineData(Form.LogSoftmax)]
    public void There_is_at_least_one_position(Form form)
    {
        void Spatial(float[] output, int size)
        {
            if (form == Form.Softmax)
            {
                Softmax.Forward<float>(new float[Length], 3, size, output);
            }
            else
            {
                LogSoftmax.Forward<float>(new float[Length], 3, size, output);
            }
        }

        Fails<ArgumentOutOfRangeException>("spatialSize", ["spatialSize is 0; expected at least 1."], output => Spatial(output, 0));
        Fails<ArgumentOutOfRangeException>("spatialSize", ["spatialSize is -1; expected at least 1."], output => Spatial(output, -1));
        Fails<ArgumentOutOfRangeException>("spatialSize", ["spatialSize is -1; expected at least 1."], output => Backward(form, Length, 3, -1, Length, output));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Elements_that_do_not_fill_their_rows_are_named(Form form, int spatialSize)
    {
        string classes = spatialSize == 20 ? "3 classes times 20 positions." : "3 classes.";
        foreach (int length in new[] { Length - 1, Length + 1 })
        {
            Fails<ArgumentException>("logits", [$"{length:N0}", classes], output => Forward(form, length, 3, spatialSize, output));
            Fails<ArgumentException>("result", [$"{length:N0}", classes], output => Backward(form, length, 3, spatialSize, length, output));
        }

        // A sample that is longer than an int can count.
        Fails<ArgumentException>("logits", ["2,147,483,647 classes"], output => Forward(form, Length, int.MaxValue, spatialSize == 0 ? 0 : int.MaxValue, output));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Wrong_lengths_of_the_others_are_named(Form form, int spatialSize)
    {
        foreach (int more in new[] { -60, -1, 1, 60 })
        {
            Fails<ArgumentException>("result", [$"{Length:N0}, one entry per logit", $"{Length + more:N0}"], output => Forward(form, Length, 3, spatialSize, output), Length + more);
            Fails<ArgumentException>("upstream", [$"{Length:N0}, one upstream gradient per entry of the result", $"{Length + more:N0}"], output => Backward(form, Length, 3, spatialSize, Length + more, output));
            Fails<ArgumentException>("gradient", [$"{Length:N0}, one entry per entry of the result", $"{Length + more:N0}"], output => Backward(form, Length, 3, spatialSize, Length, output), Length + more);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Spans_that_overlap_without_being_the_same_are_refused(Form form, int spatialSize)
    {
        float[] memory = Batch.Random(1, Length, 3).LogitsAs<float>();
        float[] before = [.. memory];
        float[] apart = new float[Length];
        foreach (int shift in new[] { 1, 60, Length - 1 })
        {
            string distance = $"{shift:N0} elements";
            Overlaps("result", ["'logits'", distance], () => SoftmaxForms.Forward<float>(form, memory.AsSpan(0, Length), 3, spatialSize, memory.AsSpan(shift, Length)));
            Overlaps("result", ["'logits'", distance], () => SoftmaxForms.Forward<float>(form, memory.AsSpan(shift, Length), 3, spatialSize, memory.AsSpan(0, Length)));
            Overlaps("gradient", ["'result'", distance], () => SoftmaxForms.Backward<float>(form, memory.AsSpan(0, Length), 3, spatialSize, apart, memory.AsSpan(shift, Length)));
            Overlaps("gradient", ["'upstream'", distance], () => SoftmaxForms.Backward<float>(form, apart, 3, spatialSize, memory.AsSpan(shift, Length), memory.AsSpan(0, Length)));
        }

        // Neighbours do not overlap.
        SoftmaxForms.Forward<float>(form, memory.AsSpan(0, Length), 3, spatialSize, memory.AsSpan(Length, Length));
        Bits.Equal(before.AsSpan(0, Length), memory.AsSpan(0, Length));
        Assert.NotEqual(before[Length], memory[Length]);

        void Overlaps(string parameter, string[] parts, Action call)
        {
            ArgumentException e = Assert.Throws<ArgumentException>(call);
            Assert.Equal(parameter, e.ParamName);
            Assert.All(parts, part => Assert.Contains(part, e.Message));
            Bits.Equal(before, memory);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Half_is_not_supported(Form form, int spatialSize)
    {
        NotSupportedException e = Assert.Throws<NotSupportedException>(() => SoftmaxForms.Forward<Half>(form, new Half[60], 3, spatialSize, new Half[60]));
        Assert.Contains("Elements of type System.Half", e.Message);
        Assert.Throws<NotSupportedException>(() => SoftmaxForms.Backward<Half>(form, new Half[60], 3, spatialSize, new Half[60], new Half[60]));
    }

    private static void Forward(Form form, int length, int classes, int spatialSize, float[] output) =>
        SoftmaxForms.Forward<float>(form, new float[length], classes, spatialSize, output);

    private static void Backward(Form form, int length, int classes, int spatialSize, int upstreamLength, float[] output) =>
        SoftmaxForms.Backward<float>(form, new float[length], classes, spatialSize, new float[upstreamLength], output);

    private static void Fails<TException>(string parameter, string[] parts, Action<float[]> call, int outputLength = Length)
        where TException : ArgumentException
    {
        float[] output = Poison.Array<float>(outputLength);
        TException e = Assert.Throws<TException>(() => call(output));
        Assert.Equal(parameter, e.ParamName);
        Assert.All(parts, part => Assert.Contains(part, e.Message));
        Poison.IsUntouched(output);
    }
}
