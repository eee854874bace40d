using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.Testing;

/// <summary>Compiles declarations together. One that does not compile takes no other with it.</summary>
internal static class KernelCompiler
{
    // A batch bounds the memory; the cost of a compilation is in its declarations.
    private const int BatchSize = 256;

    /// <summary>Compiles sources; equal ones once.</summary>
    public static Dictionary<string, CompiledKernel> Compile(IEnumerable<string> sources)
    {
        Dictionary<string, CompiledKernel> kernels = [];
        foreach (string[] batch in sources.Distinct().Chunk(BatchSize))
        {
            CompileBatch(batch, kernels);
        }

        return kernels;
    }

    private static void CompileBatch(string[] sources, Dictionary<string, CompiledKernel> kernels)
    {
        Dictionary<string, string> left = sources.Index().ToDictionary(s => $"K{s.Index}", s => s.Item);
        while (left.Count > 0)
        {
            if (Run(left).TryLoad(out IReadOnlyList<Diagnostic> diagnostics) is { } assembly)
            {
                foreach ((string name, string source) in left)
                {
                    kernels.Add(source, new CompiledKernel(assembly.Assembly.GetType($"{name}.Kernel", throwOnError: true), null));
                }

                return;
            }

            Dictionary<string, Diagnostic> blamed = Blame(diagnostics, left);
            if (blamed.Count == 0 && left.Count > 1)
            {
                // Nobody knows which it was.
                string[] rest = [.. left.Values];
                CompileBatch(rest[..(rest.Length / 2)], kernels);
                CompileBatch(rest[(rest.Length / 2)..], kernels);
                return;
            }

            foreach (string name in left.Keys.Where(name => left.Count == 1 || blamed.ContainsKey(name)).ToArray())
            {
                string error = $"There is no kernel: {blamed.GetValueOrDefault(name, diagnostics[0])}";
                kernels.Add(left[name], new CompiledKernel(null, error.ReplaceLineEndings(" ")));
                left.Remove(name);
            }
        }
    }

    private static Generation Run(Dictionary<string, string> sources)
    {
        CSharpCompilation compilation = Generation.Compile(sources.Select(s => ($"{s.Key}.cs", $"namespace {s.Key};\n{s.Value}")));
        return Generation.TryRun(compilation, Generation.CreateDriver(compilation));
    }

    /// <summary>The first diagnostic for each declaration that has one, in its own source or in what was generated from it.</summary>
    private static Dictionary<string, Diagnostic> Blame(IReadOnlyList<Diagnostic> diagnostics, Dictionary<string, string> sources)
    {
        Dictionary<string, Diagnostic> blamed = [];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            foreach (string name in NamespacesOf(diagnostic.Location.SourceTree).Where(sources.ContainsKey))
            {
                blamed.TryAdd(name, diagnostic);
            }
        }

        return blamed;
    }

    private static IEnumerable<string> NamespacesOf(SyntaxTree? tree) =>
        tree?.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(n => n.Name.ToString()) ?? [];
}
