using System.Runtime.CompilerServices;

namespace CeGen.Generator.Tests.Harness;

/// <summary>Where the sources are.</summary>
internal static class Repository
{
    /// <summary>The folder of CeGen.sln.</summary>
    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string thisFile = "")
    {
        DirectoryInfo? folder = new FileInfo(thisFile).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CeGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("CeGen.sln was not found above the tests.");
    }
}
