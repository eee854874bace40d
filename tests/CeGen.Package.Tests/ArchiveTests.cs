using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using CeGen.Package.Tests.Harness;

namespace CeGen.Package.Tests;

/// <summary>What is in the package.</summary>
[Collection(PackedPackage.Collection)]
public sealed class ArchiveTests(PackedPackage package)
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private static readonly string[] Libraries = ["lib/net10.0/CeGen.Attributes.dll", "lib/net10.0/CeGen.Runtime.dll"];

    private static readonly string[] Assemblies =
        [.. Libraries, "analyzers/dotnet/cs/CeGen.Generator.dll", "analyzers/dotnet/cs/CeGen.Generator.CodeFixes.dll"];

    public static TheoryData<string> EveryLibrary => [.. Libraries];

    public static TheoryData<string> EveryAssembly => [.. Assemblies];

    [Fact]
    public void It_holds_what_users_need_and_nothing_else()
    {
        string[] files =
        [
            "LICENSE", "README.md", "CeGen.nuspec",
            "build/CeGen.props", "build/CeGen.targets", "buildTransitive/CeGen.props", "buildTransitive/CeGen.targets",
            "lib/net10.0/CeGen.Attributes.xml", "lib/net10.0/CeGen.Runtime.xml", .. Assemblies,
        ];
        IEnumerable<string> packed = Directory.EnumerateFiles(package.Contents, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(package.Contents, f).Replace('\\', '/'))
            .Where(f => !f.StartsWith("_rels/", StringComparison.Ordinal) && !f.StartsWith("package/", StringComparison.Ordinal) && f != "[Content_Types].xml");

        Assert.Equal(files.Order(StringComparer.Ordinal), packed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_says_what_it_is()
    {
        Assert.Equal("CeGen", package.Metadata("id")!.Value);
        Assert.Equal("MIT", package.Metadata("license")!.Value);
        Assert.Equal("README.md", package.Metadata("readme")!.Value);
        Assert.Equal(package.Revision, package.Metadata("repository")!.Attribute("commit")!.Value);
        Assert.Null(package.Metadata("developmentDependency"));
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "LICENSE")), File.ReadAllText(Path.Combine(package.Contents, "LICENSE")));
    }

    [Fact]
    public void It_depends_on_the_library_of_tensors_alone() =>
        Assert.Equal("System.Numerics.Tensors", Assert.Single(package.Metadata("dependencies")!.Descendants(), e => e.Name.LocalName == "dependency").Attribute("id")!.Value);

    [Fact]
    public void The_links_of_its_README_lead_out_of_it()
    {
        string readme = File.ReadAllText(Path.Combine(package.Contents, "README.md"));
        string[] links = [.. readme.Split("](").Skip(1).Select(l => l.Split(')')[0])];

        Assert.True(links.Length > 10);
        Assert.All(links, l => Assert.True(l.StartsWith("https://", StringComparison.Ordinal) || l.StartsWith('#'), l));
        Assert.Equal(
            File.ReadAllText(Path.Combine(Repository.Root, "README.md")),
            readme.Replace("](https://github.com/cegen/cegen/blob/main/", "](", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EveryLibrary))]
    public void Its_libraries_may_be_trimmed_and_compiled_ahead(string library)
    {
        using PEReader assembly = Open(library);
        MetadataReader metadata = assembly.GetMetadataReader();
        string[] values =
        [
            .. from handle in metadata.GetAssemblyDefinition().GetCustomAttributes()
               select Encoding.UTF8.GetString(metadata.GetBlobBytes(metadata.GetCustomAttribute(handle).Value)),
        ];

        Assert.Contains(values, v => v.Contains("IsTrimmable\u0004True", StringComparison.Ordinal));
        Assert.Contains(values, v => v.Contains("IsAotCompatible\u0004True", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EveryAssembly))]
    public void A_debugger_finds_symbols_in_it_and_sources_in_the_repository(string file)
    {
        using PEReader assembly = Open(file);
        DebugDirectoryEntry symbols = Assert.Single(assembly.ReadDebugDirectory(), e => e.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using MetadataReaderProvider provider = assembly.ReadEmbeddedPortablePdbDebugDirectoryData(symbols);
        MetadataReader reader = provider.GetMetadataReader();
        CustomDebugInformation link = Assert.Single(
            reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation), i => reader.GetGuid(i.Kind) == SourceLink);

        Assert.Equal(
            $$$"""{"documents":{"/_/*":"https://raw.githubusercontent.com/cegen/cegen/{{{package.Revision}}}/*"}}""",
            Encoding.UTF8.GetString(reader.GetBlobBytes(link.Value)));
        Assert.All(reader.Documents, d => Assert.StartsWith("/_/", reader.GetString(reader.GetDocument(d).Name)));
    }

    [Theory]
    [MemberData(nameof(EveryAssembly))]
    public void No_path_of_the_machine_is_in_it(string file)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(package.Contents, file));
        foreach (Encoding encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode])
        {
            Assert.Equal(-1, bytes.AsSpan().IndexOf(encoding.GetBytes(package.Sources)));
        }
    }

    [Fact]
    public async Task Another_clone_of_the_commit_gives_the_same_bytes()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cegen-another-");
        try
        {
            string sources = folder.CreateSubdirectory("deeper/sources").FullName;
            await SourceTree.Clone(package.Sources, sources);
            using System.IO.Compression.ZipArchive archive = await System.IO.Compression.ZipFile.OpenReadAsync(await PackedPackage.Pack(sources, Path.Combine(folder.FullName, "feed")));

            Assert.All(Assemblies, file =>
            {
                using var copy = new MemoryStream();
                using Stream entry = archive.GetEntry(file)!.Open();
                entry.CopyTo(copy);
                Assert.True(copy.ToArray().AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(package.Contents, file))), file);
            });
        }
        finally
        {
            Removal.Remove(folder);
        }
    }

    private PEReader Open(string file) => new(new MemoryStream(File.ReadAllBytes(Path.Combine(package.Contents, file))));
}
