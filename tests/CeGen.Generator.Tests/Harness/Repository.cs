using System.Reflection;

namespace CeGen.Generator.Tests.Harness;

/// <summary>Where the sources are.</summary>
internal static class Repository
{
    /// <summary>The folder of CeGen.sln.</summary>
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RepositoryRoot").Value!;
}
