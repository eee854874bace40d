using CeGen.Generator.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CeGen.Generator.Tests.Documents;

/// <summary>Every C# block of the documents compiles, and no analyzer has anything to say of it.</summary>
public sealed class CodeBlockTests
{
    /// <summary>What a new project imports by itself, and what the documents take for granted.</summary>
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Numerics.Tensors;
        global using System.Threading.Tasks;
        global using CeGen;
        """;

    /// <summary>What the statements of the documents speak of.</summary>
    private const string Parameters = """
        float[] logits, int[] targets, float[] gradient, float[] upstream, float[] probabilities, float[] logProbabilities, float[] weights,
        float[] labelTargets, float[] positiveWeights, double[] classWeights, int[] predictions, ReadOnlyTensorSpan<float> tensor, ReadOnlyTensorSpan<int> targetTensor,
        int classes, int labels, int height, int width
        """;

    public static TheoryData<string, int> Blocks()
    {
        var data = new TheoryData<string, int>();
        foreach (string document in DocumentFiles.All.Where(d => !d.StartsWith("docs/diagnostics/CEGEN", StringComparison.Ordinal)))
        {
            for (int i = 0; i < DocumentFiles.Blocks(document, "csharp").Count(); i++)
            {
                data.Add(document, i);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task A_block_compiles_in_silence(string document, int index)
    {
        string block = DocumentFiles.Blocks(document, "csharp").ElementAt(index);
        if (block.Contains("struct ColoursKernel", StringComparison.Ordinal))
        {
            // Lines of a generated file, which TruthTests holds to it.
            return;
        }

        bool isProgram = block.StartsWith("using CeGen;\n", StringComparison.Ordinal);
        string source = isProgram ? block
            : block.Contains("public static partial", StringComparison.Ordinal) ? $"public static partial class Losses\n{{\n{block}\n}}"
            : $"internal static class Statements\n{{\ninternal static void Run(\n{Parameters})\n{{\n{block}\n}}\n}}\n{FirstLoss()}";

        var input = Generation.Compile(
            [("Usings.cs", Usings), ("Source.cs", source)],
            options => options.WithOutputKind(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary));
        Generation generation = Generation.Run(input, Generation.CreateDriver(input));

        Assert.Empty(generation.CompilerDiagnostics());
        Assert.Empty(await generation.AnalyzerDiagnostics());

        // Constant options are what the analyzer informs of: the README shows the dynamic side on purpose.
        Assert.DoesNotContain(await generation.Output.WithAnalyzers([new UsageAnalyzer()]).GetAnalyzerDiagnosticsAsync(), d => d.Id != "CEGEN209");
    }

    /// <summary>The loss that the README declares first, and speaks of in what follows.</summary>
    private static string FirstLoss()
    {
        string program = DocumentFiles.Blocks("README.md", "csharp").First();
        return program[program.IndexOf("static partial class Losses", StringComparison.Ordinal)..];
    }
}
