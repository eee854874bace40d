using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.Testing;

/// <summary>Compiles declarations together. One that does not compile takes no other with it.</summary>
internal static class KernelCompiler
{
    // A batch bounds the memory; the cost of a compilation is in its declarations.
    private const int BatchSize = 256;

    public static Dictionary<string, CompiledKernel> Compile(IEnumerable<string> sources) =>
        sources.Distinct().Chunk(BatchSize).SelectMany(CompileBatch).ToDictionary();

    private static Dictionary<string, CompiledKernel> CompileBatch(string[] sources)
    {
        Dictionary<string, CompiledKernel> kernels = [];
        Dictionary<string, string> left = sources.Index().ToDictionary(s => $"K{s.Index}", s => s.Item);
        while (left.Count > 0)
        {
            Generation generation = Run(left);
            if (generation.TryLoad(out IReadOnlyList<Diagnostic> diagnostics) is { } assembly)
            {
                foreach ((string name, string source) in left)
                {
                    kernels.Add(source, new CompiledKernel(assembly.Assembly.GetType($"{name}.Kernel", throwOnError: true), null));
                }

                break;
            }

            foreach ((string name, string error) in Blame(diagnostics, left.Keys))
            {
                kernels.Add(left[name], new CompiledKernel(null, error));
                left.Remove(name);
            }
        }

        return kernels;
    }

    private static Generation Run(Dictionary<string, string> sources)
    {
        CSharpCompilation compilation = Generation.Compile(sources.Select(s => ($"{s.Key}.cs", $"namespace {s.Key};\n{s.Value}")));
        return Generation.Run(compilation, Generation.CreateDriver(compilation));
    }

    /// <summary>The first diagnostic for each declaration; for all of them, if it is in code that belongs to none.</summary>
    private static Dictionary<string, string> Blame(IReadOnlyList<Diagnostic> diagnostics, IReadOnlyCollection<string> names)
    {
        Dictionary<string, string> blamed = [];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            string[] culprits = [.. NamespacesOf(diagnostic.Location.SourceTree).Intersect(names)];
            foreach (string name in culprits.Length > 0 ? culprits : names)
            {
                blamed.TryAdd(name, $"It does not compile: {diagnostic}");
            }
        }

        return blamed;
    }

    private static IEnumerable<string> NamespacesOf(SyntaxTree? tree) =>
        tree?.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(n => n.Name.ToString()) ?? [];
}
