using System.IO.Compression;
using System.Xml.Linq;

namespace CeGen.Package.Tests.Harness;

/// <summary>The package, packed once for all tests from a clone of the sources, and unpacked.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    /// <summary>The tests that share it.</summary>
    public const string Collection = "The package";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cegen-package-");

    /// <summary>The folder that holds the package and nothing else, as a NuGet source does.</summary>
    public string Feed => Path.Combine(_folder.FullName, "feed");

    /// <summary>The folder of the package's files.</summary>
    public string Contents => Path.Combine(_folder.FullName, "contents");

    /// <summary>The commit that it is packed from.</summary>
    public string Revision { get; private set; } = "";

    /// <summary>The package's version.</summary>
    public string Version => Metadata("version")!.Value;

    /// <summary>The sources that it is packed from.</summary>
    internal string Sources => _folder.CreateSubdirectory("sources").FullName;

    /// <summary>An element of the metadata in the package's nuspec.</summary>
    public XElement? Metadata(string name)
    {
        XElement nuspec = XDocument.Load(Path.Combine(Contents, "CeGen.nuspec")).Root!;
        return nuspec.Descendants(nuspec.Name.Namespace + name).FirstOrDefault();
    }

    public async Task InitializeAsync()
    {
        await SourceTree.Commit(Sources);
        Revision = await SourceTree.Revision(Sources);
        ZipFile.ExtractToDirectory(await Pack(Sources, Feed), Contents);
    }

    /// <summary>Packs as the README says.</summary>
    /// <returns>The path of the only package.</returns>
    internal static async Task<string> Pack(string sources, string feed)
    {
        (await DotNet.Run(Path.Combine(sources, "src", "Runtime", "Package"), "pack", "-o", feed, "--disable-build-servers")).OrThrow();
        return Assert.Single(Directory.GetFiles(feed));
    }

    public Task DisposeAsync()
    {
        Removal.Remove(_folder);
        return Task.CompletedTask;
    }
}

/// <summary>The tests that share the package.</summary>
[CollectionDefinition(PackedPackage.Collection)]
public sealed class PackedPackageDefinition : ICollectionFixture<PackedPackage>;
