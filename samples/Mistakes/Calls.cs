using System.Numerics.Tensors;
using CeGen;

namespace Mistakes;

/// <summary>Calls of right declarations with arguments that are wrong, or likely so.</summary>
public static partial class Calls
{
    public static float Probabilities(float[] scores, int[] targets)
    {
        float[] probabilities = new float[scores.Length];
        TensorPrimitives.SoftMax(scores, probabilities);
        return Digits(probabilities, targets); // CEGEN201
    }

    public static float LogProbabilities(float[] scores, int[] targets)
    {
        LogSoftmax.Forward<float>(scores, 10, scores);
        return Digits(scores, targets); // CEGEN202
    }

    public static float Sigmoids(float[] scores, float[] targets)
    {
        TensorPrimitives.Sigmoid(scores, scores);
        return Tags(scores, targets); // CEGEN203
    }

    public static float EleventhClass(float[] scores) =>
        Digits(scores, [3, 10]); // CEGEN204

    public static float HalfARow(int[] targets) =>
        Digits(new float[25], targets); // CEGEN205

    public static float TooFewTargets() =>
        Digits(new float[30], new int[2]); // CEGEN206

    public static float OneHot(float[] scores, int[] targets)
    {
        float[] rows = new float[10 * targets.Length];
        for (int row = 0; row < targets.Length; row++)
        {
            rows[(10 * row) + targets[row]] = 1;
        }

        return Soft(scores, rows); // CEGEN207
    }

    public static void ForNothing(float[] scores, int[] targets)
    {
        Digits(scores, targets); // CEGEN208
    }

    public static float ConstantOptions(float[] scores, int[] targets)
    {
        var loss = new CrossEntropyLoss(10, new CrossEntropyOptions { LabelSmoothing = 0.1 });
        return loss.Forward<float, int>(scores, targets); // CEGEN209
    }

    public static float HugeImage(float[] scores, int[] targets) =>
        Pixels(scores, targets, 32_768 * 32_768); // CEGEN210

    [CrossEntropy(Classes = 10)]
    private static partial float Digits(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 10)]
    private static partial float Soft(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);

    [CrossEntropy(Classes = 21, Layout = ClassLayout.ClassFirst)]
    private static partial float Pixels(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int spatialSize);

    [BinaryCrossEntropy(Labels = 4)]
    private static partial float Tags(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
}
