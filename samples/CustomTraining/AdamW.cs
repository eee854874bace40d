using System.Numerics;

namespace CustomTraining;

/// <summary>Adam with weight decay that bypasses its means (Loshchilov and Hutter, 2019).</summary>
internal sealed class AdamW<T>(IReadOnlyList<Parameter<T>> parameters)
    where T : struct, IFloatingPointIeee754<T>
{
    private static readonly T LearningRate = T.CreateChecked(0.003);
    private static readonly T WeightDecay = T.CreateChecked(0.01);
    private static readonly T MeanDecay = T.CreateChecked(0.9);
    private static readonly T SquareDecay = T.CreateChecked(0.999);
    private static readonly T Smallest = T.CreateChecked(1e-8);

    private readonly T[][] _means = [.. parameters.Select(parameter => new T[parameter.Values.Length])];
    private readonly T[][] _squares = [.. parameters.Select(parameter => new T[parameter.Values.Length])];
    private int _steps;

    /// <summary>Uses the gradients up.</summary>
    public void Step()
    {
        T steps = T.CreateChecked(++_steps);
        T meanShare = T.One - T.Pow(MeanDecay, steps);
        T squareShare = T.One - T.Pow(SquareDecay, steps);
        for (int p = 0; p < parameters.Count; p++)
        {
            (T[] values, T[] gradient, T[] mean, T[] square) = (parameters[p].Values, parameters[p].Gradient, _means[p], _squares[p]);
            for (int i = 0; i < values.Length; i++)
            {
                mean[i] = T.Lerp(gradient[i], mean[i], MeanDecay);
                square[i] = T.Lerp(gradient[i] * gradient[i], square[i], SquareDecay);
                T direction = mean[i] / meanShare / (T.Sqrt(square[i] / squareShare) + Smallest);
                values[i] -= LearningRate * (direction + (WeightDecay * values[i]));
            }

            Array.Clear(gradient);
        }
    }
}
