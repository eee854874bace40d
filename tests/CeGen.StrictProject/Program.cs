using System;
using System.Globalization;
using System.Numerics.Tensors;

namespace CeGen.StrictProject;

/// <summary>Calls each kernel. Without tiers, the JIT compiles them in earnest at the first call.</summary>
internal static class Program
{
    private static void Main()
    {
        const int Rows = 64;
        float[] logits = new float[Rows * 1000];
        float[] gradient = new float[Rows * 1000];
        int[] targets = new int[Rows];
        double[] few = new double[Rows * 10];
        double[] losses = new double[Rows];
        float[] tags = new float[Rows * 20];
        double[] parts = new double[Rows * 3];

        float[] few32 = new float[Rows * 21];
        float[] few10 = new float[10];
        nint[] shape = [Rows, 100];
        double[] teacher100 = new double[Rows * 100];
        double[] teacherGradient100 = new double[Rows * 100];
        var teacher = new ReadOnlyTensorSpan<double>(teacher100, shape);
        var teacherGradient = new TensorSpan<double>(teacherGradient100, shape);

        float loss = Losses.Many(logits, targets, gradient);
        Losses.Few(few, new byte[Rows], losses);
        Losses.Pixels(few32, new byte[Rows], Rows, gradient.AsSpan(0, Rows * 21));
        Losses.Distilled(teacher, teacher, new double[100], new double[Rows], new int[Rows], teacherGradient);
        Losses.Hard(few10, 3, gradient.AsSpan(0, 10));
        Losses.Tags(tags, new float[Rows * 20], gradient.AsSpan(0, Rows * 20));
        Losses.Parts(parts, parts, [1, 2, 3], new double[Rows * 3], new double[Rows * 3]);

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{loss:F6} {losses[0]:F6}"));
    }
}
