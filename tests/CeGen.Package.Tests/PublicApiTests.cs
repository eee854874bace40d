using System.Reflection;
using PublicApiGenerator;

namespace CeGen.Package.Tests;

/// <summary>The public API is what the listings say: a change of it is a change of a listing, which a reader of the commit sees.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Attributes", typeof(CrossEntropyAttribute))]
    [InlineData("Runtime", typeof(CrossEntropyLoss))]
    public void The_listing_is_the_assembly(string project, Type type)
    {
        string path = Path.Combine(Repository.Root, "src", project, "PublicApi.txt");
        string api = type.Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("CEGEN_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, api);
        }

        Assert.Equal(File.ReadAllText(path), api);
    }
}
