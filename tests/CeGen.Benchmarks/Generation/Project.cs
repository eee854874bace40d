using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static System.FormattableString;

namespace CeGen.Benchmarks;

/// <summary>The sources of a project with many losses, some to a file, of mixed configurations, and a file without any.</summary>
internal static class Project
{
    private const int MethodsPerFile = 10;

    private const string Unrelated = "Unrelated.cs";

    private static readonly Func<int, string>[] Declarations =
    [
        i => CrossEntropy(i, "float", "int", ""),
        i => CrossEntropy(i, "float", "int", ", LabelSmoothing = 0.1"),
        i => CrossEntropy(i, "double", "long", ", Reduction = Reduction.Sum"),
        i => CrossEntropy(i, "float", "float", ""),
        i => CrossEntropy(i, "float", "byte", ", Layout = ClassLayout.ClassFirst", ", int spatialSize"),
        i => CrossEntropy(i, "float", "int", ", FocalGamma = 2"),
        i => CrossEntropy(i, "float", "int", "", ", ReadOnlySpan<float> weights"),
        i => Invariant($"[BinaryCrossEntropy(Labels = {Classes(i)})] public static partial float Loss{i}(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);"),
    ];

    private static readonly int[] ClassCounts = [2, 3, 10, 32, 33, 100, 1000];

    /// <summary>A project with so many attributed methods.</summary>
    public static CSharpCompilation Create(int methods) => CeGen.Generator.Testing.Generation.Compile(
        [.. Enumerable.Range(0, (methods + MethodsPerFile - 1) / MethodsPerFile).Select(file => File(file, methods)), (Unrelated, "class Unrelated { int before; }")]);

    /// <summary>The project after an edit of a file without losses.</summary>
    public static CSharpCompilation EditUnrelated(CSharpCompilation project) => Edit(project, Unrelated, t => t.Replace("before", "after", StringComparison.Ordinal));

    /// <summary>The project after the number of classes of its first loss has changed.</summary>
    public static CSharpCompilation ChangeOption(CSharpCompilation project) =>
        Edit(project, FileName(0), t => t.Replace(Invariant($"Classes = {Classes(0)})"), Invariant($"Classes = {Classes(0) + 2})"), StringComparison.Ordinal));

    private static CSharpCompilation Edit(CSharpCompilation project, string path, Func<string, string> edit)
    {
        SyntaxTree tree = project.SyntaxTrees.Single(t => t.FilePath == path);
        string text = edit(tree.ToString());
        return text == tree.ToString()
            ? throw new InvalidOperationException($"The edit of {path} changes nothing.")
            : project.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, path));
    }

    private static (string Path, string Text) File(int file, int methods)
    {
        var text = new StringBuilder("using System;\nusing CeGen;\npublic static partial class Losses\n{\n");
        foreach (int i in Enumerable.Range(file * MethodsPerFile, Math.Min(MethodsPerFile, methods - (file * MethodsPerFile))))
        {
            text.Append("    ").Append(Declarations[i % Declarations.Length](i)).Append('\n');
        }

        return (FileName(file), text.Append("}\n").ToString());
    }

    private static string FileName(int file) => Invariant($"Losses{file}.cs");

    private static int Classes(int method) => ClassCounts[method % ClassCounts.Length];

    private static string CrossEntropy(int i, string type, string target, string options, string parameters = "") => Invariant(
        $"[CrossEntropy(Classes = {Classes(i)}{options})] public static partial {type} Loss{i}(ReadOnlySpan<{type}> logits, ReadOnlySpan<{target}> targets{parameters});");
}
