using System.Reflection;
using CeGen.Generator.Analyzers;
using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using CeGen.Generator.Tests.Harness;
using CeGen.Testing;

namespace CeGen.Generator.Tests;

/// <summary>What stands in two places, because it must, is the same in both.</summary>
public sealed class TruthTests
{
    [Fact]
    public void The_defaults_of_the_generator_are_those_of_the_attribute()
    {
        var attribute = new CrossEntropyAttribute();
        var configuration = new CrossEntropyConfiguration();

        foreach (PropertyInfo option in typeof(CrossEntropyAttribute).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            object? expected = option.GetValue(attribute);
            object? actual = typeof(CrossEntropyConfiguration).GetProperty(option.Name)!.GetValue(configuration);
            Assert.Equal(option.Name == "Classes" ? null : expected?.ToString(), actual?.ToString());
        }
    }

    [Fact]
    public void The_defaults_of_the_dynamic_loss_are_those_of_the_attribute()
    {
        var attribute = new CrossEntropyAttribute();
        var options = new CrossEntropyOptions();

        // The one option of another name: a number of threads, which is 1 where the attribute has none but the caller's.
        Assert.Equal((false, 1), (attribute.Parallel, options.MaxDegreeOfParallelism));
        foreach (PropertyInfo option in typeof(CrossEntropyOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.Name != nameof(options.MaxDegreeOfParallelism)))
        {
            Assert.Equal(typeof(CrossEntropyAttribute).GetProperty(option.Name)!.GetValue(attribute), option.GetValue(options));
        }
    }

    [Fact]
    public void The_reductions_of_the_generator_are_those_of_the_attribute() =>
        Assert.Equal(
            Enum.GetValues<Reduction>().Select(r => (r.ToString(), (int)r)),
            Enum.GetValues<ReductionKind>().Select(r => (r.ToString(), (int)r)));

    [Fact]
    public void The_answers_to_ignored_batches_are_those_of_the_attribute() =>
        Assert.Equal(
            Enum.GetValues<AllIgnored>().Select(a => (a.ToString(), (int)a)),
            Enum.GetValues<AllIgnoredKind>().Select(a => (a.ToString(), (int)a)));

    [Fact]
    public void The_layouts_of_the_generator_are_those_of_the_attribute() =>
        Assert.Equal(
            Enum.GetValues<ClassLayout>().Select(a => (a.ToString(), (int)a)),
            Enum.GetValues<LayoutKind>().Select(a => (a.ToString(), (int)a)));

    [Fact]
    public void The_kernel_in_the_README_is_a_real_one()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string kernel = readme.Split("```").Single(block => block.Contains("struct ColoursKernel", StringComparison.Ordinal));
        string[] real = [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "CeGen.Generator.Tests", "Snapshots", "FewClasses.g.txt")).Select(l => l.Trim())];

        string[] shown = [.. kernel.Split('\n').Skip(1).Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("// ...", StringComparison.Ordinal))];
        Assert.True(shown.Length > 10);
        Assert.All(shown, line => Assert.Contains(line, real));
    }

    [Fact]
    public void The_attributes_and_the_README_name_every_option_and_parameter()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string attribute = File.ReadAllText(Path.Combine(Repository.Root, "src", "Attributes", "CrossEntropyAttribute.cs"));
        Assert.All(typeof(CrossEntropyAttribute).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly), p => Assert.Contains($"| `{p.Name}` |", readme));
        Assert.All(ParameterRoles.Names, n => Assert.Contains($"`{n}`", readme));
        Assert.All(ParameterRoles.Names, n => Assert.Contains($"<c>{n}</c>", attribute));
    }

    [Fact]
    public void Rules_descriptors_and_release_files_name_the_same_ids()
    {
        string[] released =
        [
            .. new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
                .SelectMany(f => File.ReadLines(Path.Combine(Repository.Root, "src", "Generator", f)))
                .Where(l => l.StartsWith("CEGEN", StringComparison.Ordinal)),
        ];

        Assert.Equal(Rule.All.Select(r => $"{r.Id} | CeGen | {r.Severity} | {r.Title}"), released);
        Assert.Equal(Rule.All.Select(r => r.Id), Descriptors.All.Select(d => d.Id));
        Assert.Equal(Rule.All.Count, Rule.All.Select(r => r.Id).Distinct().Count());
        Assert.Equal(
            typeof(Rule).GetFields(BindingFlags.Public | BindingFlags.Static).Count(f => f.FieldType == typeof(Rule)),
            Rule.All.Count);
    }
}
