namespace CustomTraining;

/// <summary>A step of a stack, for rows of a fixed width.</summary>
internal interface ILayer<T>
{
    IEnumerable<Parameter<T>> Parameters { get; }

    /// <summary>Computes rows from rows, and keeps what <see cref="Backward"/> needs.</summary>
    T[] Forward(T[] inputs);

    /// <summary>
    /// Adds to the gradients of the parameters, and returns that of the inputs of the last <see cref="Forward"/>, from that of its outputs.
    /// </summary>
    T[] Backward(T[] outputGradient);
}
