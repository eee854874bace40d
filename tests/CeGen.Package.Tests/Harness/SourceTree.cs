namespace CeGen.Package.Tests.Harness;

/// <summary>A commit of what the package is made of, as a clone would have it.</summary>
internal static class SourceTree
{
    /// <summary>What the package needs of the root folder.</summary>
    private static readonly string[] RootFiles = ["Directory.Build.props", "Directory.Packages.props", ".editorconfig", "global.json", "LICENSE", "README.md"];

    /// <summary>Copies the sources as they are now, and commits them.</summary>
    public static async Task Commit(string folder)
    {
        foreach (string file in Files())
        {
            string copy = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository.Root, file), copy);
        }

        await Git(folder, "init", "--quiet");
        await Git(folder, "add", "--all");
        await Git(folder, "-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "The sources");
    }

    /// <summary>Clones a commit into another folder.</summary>
    public static Task Clone(string from, string folder) => Git(folder, "clone", "--quiet", from, ".");

    /// <summary>The hash of the commit.</summary>
    public static async Task<string> Revision(string folder) => (await Git(folder, "rev-parse", "HEAD")).Output.Trim();

    private static IEnumerable<string> Files() => RootFiles.Concat(
        from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Repository.Root, path)
        where !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")
        select file);

    private static async Task<ProgramRun> Git(string folder, params string[] arguments) => (await DotNet.RunProgram("git", folder, arguments)).OrThrow();
}
