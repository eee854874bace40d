namespace CeGen.Benchmarks;

/// <summary>What the generated kernels are compared with.</summary>
internal enum Peer
{
    /// <summary>The losses of the runtime, whose options are known only at run time.</summary>
    Dynamic,

    /// <summary>A plain loop.</summary>
    Scalar,

    /// <summary>The softmax alone of .NET's library for tensors.</summary>
    TensorPrimitives,

    /// <summary>PyTorch, in a process of its own.</summary>
    Torch,
}
