using System.Numerics.Tensors;

namespace QuickStart;

/// <summary>What a network says about a set of digits.</summary>
internal sealed class Evaluation
{
    public Evaluation(Network network, Objective objective, Digits digits)
    {
        float[] logits = new float[digits.Count * Digits.ClassCount];
        network.Forward(digits.Pixels, logits);
        Loss = objective.Forward(logits, digits.Classes);
        DynamicLoss = objective.Dynamic.Forward<float, int>(logits, digits.Classes);
        for (int i = 0; i < digits.Count; i++)
        {
            int predicted = TensorPrimitives.IndexOfMax<float>(logits.AsSpan(i * Digits.ClassCount, Digits.ClassCount));
            Confusion[digits.Classes[i], predicted]++;
        }

        int correct = Enumerable.Range(0, Digits.ClassCount).Sum(c => Confusion[c, c]);
        Accuracy = (double)correct / digits.Count;
    }

    /// <summary>The loss from the generated method.</summary>
    public float Loss { get; }

    /// <summary>The same from <see cref="CeGen.CrossEntropyLoss"/>.</summary>
    public float DynamicLoss { get; }

    /// <summary>How many digits of a class (first index) were taken for which (second index).</summary>
    public int[,] Confusion { get; } = new int[Digits.ClassCount, Digits.ClassCount];

    public double Accuracy { get; }
}
