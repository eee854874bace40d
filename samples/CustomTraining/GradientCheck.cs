using System.Numerics.Tensors;

namespace CustomTraining;

/// <summary>Compares the backward pass of a whole stack, loss included, with finite differences of its forward pass.</summary>
internal static class GradientCheck
{
    // The error of a central difference is about step² by its formula and rounding / step: least at the cube root of the rounding, 2^-52.
    private const double Step = 6e-6;

    /// <summary>The largest difference of a derivative, over all parameters, relative to the largest derivative.</summary>
    public static double Run(LayerStack<double> stack, Func<double> loss)
    {
        loss();
        double[] expected = stack.TakeGradient();
        double[] actual = [.. stack.Parameters.SelectMany(p => p.Values.Select((_, i) => Difference(p.Values, i, loss)))];
        stack.TakeGradient();
        TensorPrimitives.Subtract(actual, expected, actual);
        return Math.Abs(TensorPrimitives.MaxMagnitude<double>(actual) / TensorPrimitives.MaxMagnitude<double>(expected));
    }

    private static double Difference(double[] values, int i, Func<double> loss)
    {
        double value = values[i];
        values[i] = value + Step;
        double above = loss();
        values[i] = value - Step;
        double below = loss();
        values[i] = value;
        return (above - below) / (2 * Step);
    }
}
