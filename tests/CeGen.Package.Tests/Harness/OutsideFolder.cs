using System.Reflection;

namespace CeGen.Package.Tests.Harness;

/// <summary>A folder of a user's projects, outside the solution and with nothing of it but the package.</summary>
internal sealed class OutsideFolder : IDisposable
{
    private static readonly string Restored = typeof(OutsideFolder).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "NuGetPackageRoot").Value!;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cegen-outside-");
    private readonly PackedPackage _package;

    /// <param name="package">The package that the projects find, in a cache of packages of their own.</param>
    public OutsideFolder(PackedPackage package)
    {
        _package = package;
        Write("nuget.config", $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="packages" />
              </config>
              <packageSources>
                <clear />
                <add key="packed" value="{package.Feed}" />
                <add key="others" value="{Restored}" />
                <add key="libraries" value="{Path.Combine(_folder.FullName, "libraries")}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="packed"><package pattern="CeGen" /></packageSource>
                <packageSource key="libraries"><package pattern="Library" /></packageSource>
                <packageSource key="others"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        _folder.CreateSubdirectory("libraries");
    }

    /// <summary>A project as <c>dotnet new</c> makes it.</summary>
    /// <param name="name">The name of its folder and file.</param>
    /// <param name="items">What it refers to.</param>
    /// <param name="properties">Properties besides those of the template.</param>
    /// <param name="program">Whether it is a program.</param>
    public void Project(string name, string items, string properties = "", bool program = true) => Write(Path.Combine(name, $"{name}.csproj"), $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            {(program ? "<OutputType>Exe</OutputType>" : "")}
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """);

    /// <summary>A reference to the package, with attributes if there are any.</summary>
    public string Package(string attributes = "") => $"""<PackageReference Include="CeGen" Version="{_package.Version}" {attributes} />""";

    /// <summary>Writes a file.</summary>
    public void Write(string file, string text)
    {
        string path = Path.Combine(_folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Runs <c>dotnet</c> in the folder of a project.</summary>
    public Task<ProgramRun> Run(string project, params IEnumerable<string> arguments) => DotNet.Run(Path.Combine(_folder.FullName, project), arguments);

    /// <summary>Runs a program, which must build without a warning.</summary>
    /// <returns>What it prints.</returns>
    public async Task<string> Output(string project)
    {
        (await Run(project, "build", "--disable-build-servers", "-warnaserror")).OrThrow();
        return (await Run(project, "run", "--no-build")).OrThrow().Output;
    }

    public void Dispose() => Removal.Remove(_folder);
}
