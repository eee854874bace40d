namespace CeGen.Benchmarks;

/// <summary>Something that is measured, here or in a child process.</summary>
internal interface ISide
{
    /// <summary>Calls it so often in a row.</summary>
    /// <returns>The milliseconds that the calls took.</returns>
    double Run(int repetitions);
}
