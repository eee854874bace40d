using System.Numerics.Tensors;

namespace CustomTraining;

/// <summary>Trains a stack in <c>float</c>, with an optimiser that steps once per batch.</summary>
/// <param name="sheetSize">Rows that stay together: a batch is some sheets, and a micro-batch is one.</param>
internal sealed class Trainer(Digits train, Objective<float> objective, int sheetSize, int batchSize)
{
    public static double Accuracy(LayerStack<float> stack, Digits test)
    {
        float[] logits = stack.Forward(test.Take<float>(Enumerable.Range(0, test.Count)).Inputs);
        IEnumerable<int> predicted = logits.Chunk(Digits.ClassCount).Select(row => TensorPrimitives.IndexOfMax<float>(row));
        return predicted.Zip(test.Targets, (found, target) => found == target ? 1.0 : 0).Average();
    }

    /// <returns>The mean loss of the batches of the last epoch.</returns>
    public float Run(LayerStack<float> stack, int epochs, int seed)
    {
        Random random = new(seed);
        int[][] sheets = [.. Enumerable.Range(0, train.Count).Chunk(sheetSize)];
        Accumulation<float> accumulation = new(stack, objective);
        AdamW<float> optimiser = new(stack.Parameters);
        float loss = 0;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(sheets);
            float[] losses = [.. sheets.Chunk(batchSize / sheetSize).Select(chosen =>
            {
                float batchLoss = accumulation.MicroBatches(train.Take<float>(chosen.SelectMany(rows => rows)), sheetSize);
                optimiser.Step();
                return batchLoss;
            })];
            loss = TensorPrimitives.Average<float>(losses);
        }

        return loss;
    }
}
