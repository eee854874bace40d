using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Prints the kernel: its constants, the choice of the width, and a method for each width.</summary>
internal static class KernelEmitter
{
    public static void Write(SourceWriter writer, KernelPlan plan)
    {
        using (writer.Open($"namespace {FileEmitter.KernelNamespace}"))
        {
            WriteUsings(writer, plan);
            writer.Line();
            string element = plan.Element.Keyword();
            writer.Line($"/// <summary>The rows of {plan.Request.Method.Name}.</summary>");
            RemarksEmitter.Write(writer, plan);
            using (writer.Open($"file readonly struct {plan.KernelName} : IRowKernel<{element}>"))
            {
                WriteConstants(writer, plan);
                writer.Line();
                WriteDispatch(writer, plan);
                foreach (LanesForm form in (plan.Strategy as LanesStrategy)?.Forms ?? default)
                {
                    writer.Line();
                    new LanesEmitter(writer, plan, form).Write();
                }

                foreach (RowLoopForm form in (plan.Strategy as RowLoopStrategy)?.Forms ?? default)
                {
                    writer.Line();
                    new RowLoopEmitter(writer, plan, form).Write();
                }
            }
        }
    }

    /// <summary>The call of the dynamic kernel for <paramref name="rows"/>: a block, or some rows of it.</summary>
    public static string DynamicRows(KernelPlan plan, string rows)
    {
        string formula = plan.Smoothing is { } smoothing ? $", smoothing: {Literal.Of(smoothing.Smoothing, plan.Element)}" : "";
        return $"DynamicRows.Compute<{plan.Element.Keyword()}, TPass>(new({Literal.Of(plan.Classes)}{formula}), {rows})";
    }

    private static void WriteUsings(SourceWriter writer, KernelPlan plan)
    {
        writer.Line("using global::System.Runtime.CompilerServices;");
        if (plan.Strategy is RowLoopStrategy)
        {
            writer.Line("using global::System.Runtime.InteropServices;");
        }

        writer.Line("using global::System.Runtime.Intrinsics;");
        writer.Line("using global::CeGen.Runtime;");
    }

    private static void WriteConstants(SourceWriter writer, KernelPlan plan)
    {
        CrossEntropyConfiguration options = plan.Request.Configuration;
        writer.Line($"public int Classes => {Literal.Of(plan.Classes)};");
        writer.Line();
        writer.Line($"public global::CeGen.Reduction Reduction => global::CeGen.Reduction.{options.Reduction};");
        writer.Line();
        writer.Line($"public double LabelSmoothing => {Literal.Of(plan.Smoothing is null ? 0 : options.LabelSmoothing, ElementType.Double)};");
        writer.Line();
        writer.Line($"public long IgnoreIndex => {Literal.Of(options.IgnoreIndex)};");
        writer.Line();
        writer.Line($"public global::CeGen.AllIgnored AllIgnored => global::CeGen.AllIgnored.{options.AllIgnored};");
        writer.Line();
        WriteWeights(writer, plan);
        writer.Line();
        writer.Line($"public int RowsPerStep => {RowsPerStep(plan)};");
        writer.Line();
        writer.Line("public int ScratchLength => Classes;");
    }

    private static void WriteWeights(SourceWriter writer, KernelPlan plan)
    {
        string element = plan.Element.Keyword();
        if (plan.Weights is not ConstantWeights constants)
        {
            writer.Line($"public ClassWeights<{element}> ClassWeights => default;");
            return;
        }

        string derived = plan.Smoothing is null ? "" : $", Held, Shares, {Literal.Of(constants.Pull, plan.Element)}";
        writer.Line($"public ClassWeights<{element}> ClassWeights => new(Weights{derived});");
        writer.Line();
        writer.Line("/// <summary>The weight w of each class.</summary>");
        writer.Line($"private static global::System.ReadOnlySpan<{element}> Weights => [{Literal.List(constants.Weights, plan.Element)}];");
        if (plan.Smoothing is not null)
        {
            writer.Line();
            writer.Line("/// <summary>(1−ε)·w of each class.</summary>");
            writer.Line($"private static global::System.ReadOnlySpan<{element}> Held => [{Literal.List(constants.Held, plan.Element)}];");
            writer.Line();
            writer.Line("/// <summary>ε/C·w of each class.</summary>");
            writer.Line($"private static global::System.ReadOnlySpan<{element}> Shares => [{Literal.List(constants.Shares, plan.Element)}];");
        }
    }

    private static string RowsPerStep(KernelPlan plan) => plan.Strategy is LanesStrategy lanes
        ? string.Concat(lanes.Forms.Select(f => $"Vector{Literal.Of(f.Bits)}.IsHardwareAccelerated ? {Literal.Of(f.Rows)} : ")) + "1"
        : "1";

    private static void WriteDispatch(SourceWriter writer, KernelPlan plan)
    {
        int[] widths = plan.Strategy switch
        {
            LanesStrategy lanes => [.. lanes.Forms.Select(f => f.Bits)],
            RowLoopStrategy loop => [.. loop.Forms.Select(f => f.Bits)],
            _ => [],
        };
        string element = plan.Element.Keyword();
        using (writer.Open($"public void Rows<TPass>(in RowBlock<{element}> block) where TPass : struct, IPass"))
        {
            // The JIT knows the widths: one branch is left.
            string keyword = "if";
            foreach (int width in widths)
            {
                using (writer.Open($"{keyword} (Vector{Literal.Of(width)}.IsHardwareAccelerated)"))
                {
                    writer.Line($"Rows{Literal.Of(width)}<TPass>(in block);");
                }

                keyword = "else if";
            }

            using (writer.Open("else"))
            {
                writer.Line($"{DynamicRows(plan, "in block")};");
            }
        }
    }
}
