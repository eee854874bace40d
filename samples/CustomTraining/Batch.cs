namespace CustomTraining;

/// <summary>Rows to compute together.</summary>
/// <param name="Inputs">Row-major, <see cref="Digits.PixelCount"/> a row.</param>
/// <param name="Targets">The class of each row, or <see cref="Losses.Unlabelled"/>.</param>
internal sealed record Batch<T>(T[] Inputs, sbyte[] Targets)
{
    public int LabelledCount => Targets.Count(target => target != Losses.Unlabelled);

    public IEnumerable<Batch<T>> Split(int size) =>
        Inputs.Chunk(size * Digits.PixelCount).Zip(Targets.Chunk(size), (inputs, targets) => new Batch<T>(inputs, targets));
}
