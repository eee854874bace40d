using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Prints the kernel: its constants, the choice of the width, and a method for each width.</summary>
internal static class KernelEmitter
{
    /// <summary>
    /// The attribute of a kernel's methods: the JIT optimises them at the first call. It would count calls first else, compile each small method that is called for that, and then trust the counts: with them it
    /// keeps other variables in registers than the loops need (docs/performance.md).
    /// </summary>
    public const string Optimised = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    public static void Write(SourceWriter writer, KernelPlan plan)
    {
        using (writer.Open($"namespace {FileEmitter.KernelNamespace}"))
        {
            WriteUsings(writer, plan);
            writer.Line();
            WriteKernel(writer, plan, plan.Strategy, plan.KernelName, $"The rows of {plan.Request.Method.Name}.");
            if (plan.Positions is { } positions)
            {
                writer.Line();
                WriteKernel(writer, plan, positions, plan.PositionKernelName, $"The positions of {plan.Request.Method.Name}.");
            }
        }
    }

    /// <summary>The call of the dynamic kernel for <paramref name="rows"/>: a block, or some rows of it.</summary>
    public static string Dynamic(KernelPlan plan, string kernel, string rows)
    {
        string smoothing = plan.Smoothing is { } s ? $", smoothing: {Literal.Of(s.Smoothing, ElementType.Double)}" : "";
        string gamma = plan.FocalGamma == 0 ? "" : $", gamma: {Literal.Of(plan.FocalGamma, ElementType.Double)}";
        return $"{kernel}.Compute<{plan.Element.Keyword()}, TPass>(new({Literal.Of(plan.Classes)}{smoothing}{gamma}), {rows})";
    }

    private static void WriteKernel(SourceWriter writer, KernelPlan plan, RowStrategy strategy, string name, string summary)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        RemarksEmitter.Write(writer, plan, strategy);
        using (writer.Open($"file readonly struct {name} : IRowKernel<{plan.Element.Keyword()}>"))
        {
            WriteConstants(writer, plan, strategy);
            writer.Line();
            IReadOnlyList<PrintedForm> forms = Forms(writer, plan, strategy);
            WriteDispatch(writer, plan, strategy, forms);
            foreach (PrintedForm form in forms)
            {
                writer.Line();
                form.Write();
            }
        }
    }

    private static IReadOnlyList<PrintedForm> Forms(SourceWriter writer, KernelPlan plan, RowStrategy strategy) => strategy switch
    {
        RowsStrategy rows => [.. rows.Forms.Select(f => Form(writer, plan, f))],
        PositionLanesStrategy lanes => [.. lanes.Forms.Select(f => Positions(writer, plan, f))],
        PositionLoopStrategy loop => [.. loop.Forms.Select(f => Positions(writer, plan, f))],
        _ => [],
    };

    private static PrintedForm Positions(SourceWriter writer, KernelPlan plan, LanesForm form) =>
        PrintedForm.Of(writer, form.Bits, form.TakesTargets ? SummedPositionsEmitter.Of(writer, plan, form).Write : LanesEmitter.OfPositions(writer, plan, form).Write);

    private static PrintedForm Form(SourceWriter writer, KernelPlan plan, RowForm form) => form switch
    {
        LanesForm lanes => PrintedForm.Of(writer, form.Bits, LanesEmitter.OfRows(writer, plan, lanes).Write),
        RowGroupForm group => PrintedForm.Of(writer, form.Bits, RowGroupEmitter.Of(writer, plan, group).Write),
        RowLoopForm loop => new(form.Bits, RowLoopEmitter.Of(writer, plan, loop).Write, () => RowLoopEmitter.WriteCall(writer, plan, loop)),
        _ => throw new InvalidOperationException($"No emitter prints {form}."),
    };

    private static void WriteUsings(SourceWriter writer, KernelPlan plan)
    {
        writer.Line("using global::System.Runtime.CompilerServices;");
        if (plan is { Strategy: RowsStrategy rows, Targets.AreProbabilities: false } && rows.Forms.Any(f => f is RowLoopForm))
        {
            writer.Line("using global::System.Runtime.InteropServices;");
        }

        writer.Line("using global::System.Runtime.Intrinsics;");
        writer.Line("using global::CeGen.Runtime;");
    }

    private static void WriteConstants(SourceWriter writer, KernelPlan plan, RowStrategy strategy)
    {
        CrossEntropyConfiguration options = plan.Request.Configuration;
        writer.Line($"public int Classes => {Literal.Of(plan.Classes)};");
        writer.Line();
        writer.Line($"public global::CeGen.Reduction Reduction => global::CeGen.Reduction.{options.Reduction};");
        writer.Line();
        writer.Line($"public double LabelSmoothing => {Literal.Of(plan.Smoothing is null ? 0 : options.LabelSmoothing, ElementType.Double)};");
        writer.Line();
        writer.Line($"public double FocalGamma => {Literal.Of(plan.FocalGamma, ElementType.Double)};");
        writer.Line();
        writer.Line($"public int MaxDegreeOfParallelism => {Literal.Of(options.Parallel ? -1 : 1)};");
        writer.Line();
        writer.Line($"public long IgnoreIndex => {Literal.Of(options.IgnoreIndex)};");
        writer.Line();
        writer.Line($"public global::CeGen.AllIgnored AllIgnored => global::CeGen.AllIgnored.{options.AllIgnored};");
        writer.Line();
        WriteWeights(writer, plan);
        writer.Line();
        writer.Line($"public int RowsPerStep => {RowsPerStep(strategy)};");
        writer.Line();
        writer.Line($"public int ScratchLength<TPass>() where TPass : struct, IPass => {ScratchLength(writer, plan, strategy)};");
    }

    private static string ScratchLength(SourceWriter writer, KernelPlan plan, RowStrategy strategy) => strategy switch
    {
        RowsStrategy rows => OfWidth(rows.Forms.Select(f => (f.Bits, ScratchLength(writer, plan, f))), "TPass.Backward ? 0 : Classes"),
        PositionLanesStrategy lanes => Literal.Of(lanes.Forms[0].ScratchLength(plan.Classes)),
        PositionLoopStrategy loop => Literal.Of(loop.Forms[0].ScratchLength(plan.Classes)),
        _ => "0",
    };

    private static string ScratchLength(SourceWriter writer, KernelPlan plan, RowForm form) => form switch
    {
        RowGroupForm group => RowGroupEmitter.Of(writer, plan, group).ScratchLength,
        RowLoopForm loop => new RowLoopMemory(plan, loop).Length,
        LanesForm lanes => Literal.Of(lanes.ScratchLength(plan.Classes)),
        _ => throw new InvalidOperationException($"No emitter prints {form}."),
    };

    /// <summary>What differs between widths.</summary>
    private static string OfWidth(IEnumerable<(int Bits, string Value)> values, string otherwise)
    {
        (int Bits, string Value)[] all = [.. values];
        return all.All(v => v.Value == otherwise) ? otherwise
            : string.Concat(all.Select(v => $"Vector{Literal.Of(v.Bits)}.IsHardwareAccelerated ? {Parenthesize(v.Value)} : ")) + Parenthesize(otherwise);

        static string Parenthesize(string value) => value.Contains('?') ? $"({value})" : value;
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
        writer.Line($"private static global::System.ReadOnlySpan<{element}> Weights => {ConstantArray(plan, constants.Weights)};");
        if (plan.Smoothing is not null)
        {
            writer.Line();
            writer.Line("/// <summary>(1−ε)·w of each class.</summary>");
            writer.Line($"private static global::System.ReadOnlySpan<{element}> Held => {ConstantArray(plan, constants.Held)};");
            writer.Line();
            writer.Line("/// <summary>ε/C·w of each class.</summary>");
            writer.Line($"private static global::System.ReadOnlySpan<{element}> Shares => {ConstantArray(plan, constants.Shares)};");
        }
    }

    /// <summary>Constants that the compiler keeps as data of the assembly; in C# 11 too, which has no collection expressions.</summary>
    private static string ConstantArray(KernelPlan plan, IEnumerable<double> values) => $"new {plan.Element.Keyword()}[] {{ {Literal.List(values, plan.Element)} }}";

    private static string RowsPerStep(RowStrategy strategy) => strategy switch
    {
        RowsStrategy rows => OfWidth(rows.Forms.Select(f => (f.Bits, Literal.Of(f.RowsPerStep))), "1"),
        PositionLanesStrategy lanes => RowsPerStep(lanes.Forms),
        PositionLoopStrategy loop => RowsPerStep(loop.Forms),
        _ => "1",
    };

    private static string RowsPerStep(IEnumerable<LanesForm> forms) =>
        string.Concat(forms.Select(f => $"Vector{Literal.Of(f.Bits)}.IsHardwareAccelerated ? {Literal.Of(f.Rows)} : ")) + "1";

    private static void WriteDispatch(SourceWriter writer, KernelPlan plan, RowStrategy strategy, IReadOnlyList<PrintedForm> forms)
    {
        string element = plan.Element.Keyword();
        using (writer.Open($"public void Rows<TPass>(in RowBlock<{element}> block) where TPass : struct, IPass"))
        {
            // The JIT knows the widths: one branch is left.
            string keyword = "if";
            foreach (PrintedForm form in forms)
            {
                using (writer.Open($"{keyword} (Vector{Literal.Of(form.Bits)}.IsHardwareAccelerated)"))
                {
                    form.WriteCall();
                }

                keyword = "else if";
            }

            using (writer.Open("else"))
            {
                string fallback = strategy is PositionLanesStrategy or PositionLoopStrategy ? "DynamicPositions" : "DynamicRows";
                writer.Line($"{Dynamic(plan, fallback, "in block")};");
            }
        }
    }

    /// <summary>How a form is printed.</summary>
    /// <param name="Bits">The width of its vectors.</param>
    /// <param name="Write">Prints its methods.</param>
    /// <param name="WriteCall">Prints the call of the first of them.</param>
    private sealed record PrintedForm(int Bits, Action Write, Action WriteCall)
    {
        /// <summary>A form whose rows have one method.</summary>
        public static PrintedForm Of(SourceWriter writer, int bits, Action write) => new(bits, write, () => writer.Line($"Rows{Literal.Of(bits)}<TPass>(in block);"));
    }
}
