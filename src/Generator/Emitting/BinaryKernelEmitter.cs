using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Prints the kernel of a binary loss: its constants, the choice of the width, and a method for each width.</summary>
internal static class BinaryKernelEmitter
{
    /// <summary>The constants in a line.</summary>
    private const int ConstantsPerLine = 12;

    public static void Write(SourceWriter writer, BinaryPlan plan, ElementStrategy strategy)
    {
        using (writer.Open($"namespace {FileEmitter.KernelNamespace}"))
        {
            writer.Line("using global::System.Runtime.CompilerServices;");
            writer.Line("using global::System.Runtime.Intrinsics;");
            writer.Line("using global::CeGen.Runtime;");
            writer.Line();
            writer.Line($"/// <summary>The elements of {plan.Request.Method.Name}.</summary>");
            RemarksEmitter.Write(writer, BinaryRemarks.Lines(plan));
            using (writer.Open($"file readonly struct {plan.KernelName} : IBinaryKernel<{plan.Element.Keyword()}>"))
            {
                WriteConstants(writer, plan);
                writer.Line();
                WriteDispatch(writer, plan, strategy);
                foreach (ElementForm form in strategy.Forms)
                {
                    writer.Line();
                    new BinaryLoopEmitter(writer, plan, form).Write();
                }
            }
        }
    }

    private static void WriteConstants(SourceWriter writer, BinaryPlan plan)
    {
        writer.Line($"public int Labels => {Literal.Of(plan.Labels)};");
        writer.Line();
        writer.Line($"public global::CeGen.Reduction Reduction => global::CeGen.Reduction.{plan.Request.Configuration.Reduction};");
        writer.Line();
        writer.Line($"public int MaxDegreeOfParallelism => {Literal.Of(plan.Request.Configuration.Parallel ? -1 : 1)};");
        writer.Line();
        writer.Line($"public bool IsPlain => {(plan.IsPlain ? "true" : "false")};");
        writer.Line();
        WriteWeights(writer, plan, "LabelWeights", plan.LabelWeights);
        writer.Line();
        WriteWeights(writer, plan, "PositiveWeights", plan.PositiveWeights);
    }

    private static void WriteWeights(SourceWriter writer, BinaryPlan plan, string name, WeightPlan weights)
    {
        string element = plan.Element.Keyword();
        string[] literals = [.. weights.Values.Select(v => Literal.Of(v, plan.Element))];
        if (literals.Length <= ConstantsPerLine)
        {
            // The compiler lays such an array into the assembly's data: nothing is allocated.
            string value = literals.Length == 0 ? "default" : $"new {element}[] {{ {string.Join(", ", literals)} }}";
            writer.Line($"public global::System.ReadOnlySpan<{element}> {name} => {value};");
            return;
        }

        writer.Line($"public global::System.ReadOnlySpan<{element}> {name} => new {element}[]");
        writer.Line("{");
        for (int i = 0; i < literals.Length; i += ConstantsPerLine)
        {
            writer.Line($"    {string.Join(", ", literals.Skip(i).Take(ConstantsPerLine))},");
        }

        writer.Line("};");
    }

    private static void WriteDispatch(SourceWriter writer, BinaryPlan plan, ElementStrategy strategy)
    {
        using (writer.Open($"public void Elements<TPass>(in BinaryBlock<{plan.Element.Keyword()}> block) where TPass : struct, IPass"))
        {
            // The JIT knows the widths: one branch is left.
            string keyword = "if";
            foreach (ElementForm form in strategy.Forms)
            {
                using (writer.Open($"{keyword} (Vector{Literal.Of(form.Bits)}.IsHardwareAccelerated)"))
                {
                    writer.Line($"Elements{Literal.Of(form.Bits)}<TPass>(in block);");
                }

                keyword = "else if";
            }

            using (writer.Open("else"))
            {
                WriteDynamic(writer, plan);
            }
        }
    }

    /// <summary>The call of the dynamic kernel, for which the constants are numbers like any other; the weights are in the block.</summary>
    private static void WriteDynamic(SourceWriter writer, BinaryPlan plan)
    {
        string gamma = Literal.Of(plan.Focal?.Gamma ?? 0, plan.Element);
        string positive = Literal.Of(plan.Balance?.Positive ?? 1, plan.Element);
        string negative = Literal.Of(plan.Balance?.Negative ?? 1, plan.Element);
        writer.Line($"DynamicElements.Compute<{plan.Element.Keyword()}, TPass>({gamma}, {positive}, {negative}, in block);");
    }
}
