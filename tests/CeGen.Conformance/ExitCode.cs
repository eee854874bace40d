namespace CeGen.Conformance;

/// <summary>What the program tells who started it.</summary>
public static class ExitCode
{
    public const int Passed = 0;

    public const int Failed = 1;

    /// <summary>The command line is wrong, or a file is no conformance file.</summary>
    public const int WrongInput = 2;
}
