using System.Reflection;

namespace CeGen.Testing;

/// <summary>Where the sources are.</summary>
public static class Repository
{
    /// <summary>The folder of CeGen.sln.</summary>
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RepositoryRoot").Value!;
}
