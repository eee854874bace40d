namespace CeGen.Testing;

/// <summary>A conformance file that cannot be read. The message is a sentence for who wrote it: the file, the case, what is wrong, what is expected.</summary>
public sealed class ConformanceFileException(string message, Exception? inner = null) : Exception(message, inner);
