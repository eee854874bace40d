using System.Numerics;

namespace CeGen.Runtime.Tests;

/// <summary>Softmax or log softmax.</summary>
public enum Form
{
    Softmax,
    LogSoftmax,
}

/// <summary>The calls of both forms, into poisoned memory, and their definition in plain double loops.</summary>
internal static class SoftmaxForms
{
    public static T[] Forward<T>(Form form, T[] logits, int classes, int spatialSize = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] result = Poison.Array<T>(logits.Length);
        Forward<T>(form, logits, classes, spatialSize, result);
        return result;
    }

    /// <summary>A spatial size of 0 stands for the call without one.</summary>
    public static void Forward<T>(Form form, ReadOnlySpan<T> logits, int classes, int spatialSize, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (form, spatialSize)
        {
            case (Form.Softmax, 0):
                Softmax.Forward(logits, classes, result);
                break;
            case (Form.Softmax, _):
                Softmax.Forward(logits, classes, spatialSize, result);
                break;
            case (_, 0):
                LogSoftmax.Forward(logits, classes, result);
                break;
            default:
                LogSoftmax.Forward(logits, classes, spatialSize, result);
                break;
        }
    }

    public static T[] Backward<T>(Form form, T[] result, int classes, T[] upstream, int spatialSize = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] gradient = Poison.Array<T>(result.Length);
        Backward<T>(form, result, classes, spatialSize, upstream, gradient);
        return gradient;
    }

    public static void Backward<T>(
        Form form, ReadOnlySpan<T> result, int classes, int spatialSize, ReadOnlySpan<T> upstream, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (form, spatialSize)
        {
            case (Form.Softmax, 0):
                Softmax.Backward(result, classes, upstream, gradient);
                break;
            case (Form.Softmax, _):
                Softmax.Backward(result, classes, spatialSize, upstream, gradient);
                break;
            case (_, 0):
                LogSoftmax.Backward(result, classes, upstream, gradient);
                break;
            default:
                LogSoftmax.Backward(result, classes, spatialSize, upstream, gradient);
                break;
        }
    }

    /// <summary>The definition, for rows.</summary>
    public static double[] Reference(Form form, double[] logits, int classes)
    {
        double[] result = new double[logits.Length];
        for (int start = 0; start < logits.Length; start += classes)
        {
            double[] x = logits[start..(start + classes)];
            double max = x.Max();
            double sum = x.Sum(v => Math.Exp(v - max));
            for (int c = 0; c < classes; c++)
            {
                result[start + c] = form == Form.Softmax ? Math.Exp(x[c] - max) / sum : x[c] - max - Math.Log(sum);
            }
        }

        return result;
    }

    /// <summary>The product of the upstream gradient with the Jacobian, for rows.</summary>
    public static double[] ReferenceGradient(Form form, double[] logits, double[] upstream, int classes)
    {
        double[] p = Reference(Form.Softmax, logits, classes);
        double[] gradient = new double[logits.Length];
        for (int start = 0; start < logits.Length; start += classes)
        {
            for (int c = 0; c < classes; c++)
            {
                for (int j = 0; j < classes; j++)
                {
                    double slope = (j == c ? 1 : 0) - p[start + c];
                    gradient[start + c] += upstream[start + j] * (form == Form.Softmax ? p[start + j] * slope : slope);
                }
            }
        }

        return gradient;
    }

    /// <summary>From (N·S, C) to (N, C, S).</summary>
    public static T[] ClassFirst<T>(T[] rows, int classes, int spatialSize)
    {
        T[] result = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            int row = i / classes, c = i % classes;
            int sample = row / spatialSize, position = row % spatialSize;
            result[(((sample * classes) + c) * spatialSize) + position] = rows[i];
        }

        return result;
    }
}
