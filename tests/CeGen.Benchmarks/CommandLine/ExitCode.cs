namespace CeGen.Benchmarks;

/// <summary>What the program tells who started it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Something is not as it is promised.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int WrongInput = 2;
}
