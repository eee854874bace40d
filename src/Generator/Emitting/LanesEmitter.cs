using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Prints rows in lanes: few classes, each in a register of its own.</summary>
internal sealed class LanesEmitter(SourceWriter writer, KernelPlan plan, int bits, int rows, LaneMemory memory)
{
    private readonly VectorNames _v = new(bits, plan.Element);
    private readonly LaneTerms _terms = LaneTerms.Of(writer, plan, bits);

    public static LanesEmitter OfRows(SourceWriter writer, KernelPlan plan, LanesForm form) =>
        new(writer, plan, form.Bits, form.Rows, new RowMemory(writer, plan, new VectorNames(form.Bits, plan.Element), form));

    public static LanesEmitter OfPositions(SourceWriter writer, KernelPlan plan, PositionForm form) =>
        new(writer, plan, form.Bits, form.Rows, new PositionMemory(writer, plan, new VectorNames(form.Bits, plan.Element)));

    public void Write()
    {
        bool isPositions = memory is PositionMemory;
        writer.Line($"/// <summary>{Literal.Of(rows)} {(isPositions ? "positions" : "rows")} a step, a class in a vector.</summary>");
        string element = plan.Element.Keyword();
        using (writer.Open($"private static void Rows{Literal.Of(bits)}<TPass>(in RowBlock<{element}> block) where TPass : struct, IPass"))
        using (writer.OpenIf(plan.Request.Project.ChecksOverflow, "unchecked"))
        {
            if (isPositions)
            {
                writer.Line("nuint stride = (nuint)block.Stride;");
            }

            using (writer.Open($"for (nint row = 0; row < block.Rows; row += {Literal.Of(rows)})"))
            {
                WriteLoads();
                WriteMaximum();
                WriteExponentials();
                WriteLoss();
                writer.Line();
                using (writer.Open("if (TPass.Backward)"))
                {
                    WriteGradient();
                }
            }
        }
    }

    private IEnumerable<string> Logits => Enumerable.Range(0, plan.Classes).Select(X);

    private static string X(int c) => "x" + Literal.Of(c);

    private static string T(int c) => "t" + Literal.Of(c);

    private void WriteLoads()
    {
        memory.WriteStart("logits", "Logits");
        foreach (LaneChunk chunk in memory.Chunks)
        {
            memory.WriteLoad(chunk, "logits", "x", declares: true);
        }

        if (plan.Targets.AreProbabilities)
        {
            memory.WriteStart("probabilities", "Probabilities");
        }

        _terms.WriteStart();
        if (_terms is IndexLaneTerms index)
        {
            index.WriteIgnoredMask();
            index.WriteIgnored(Logits, always: false);
        }

        writer.Line();
    }

    private void WriteMaximum()
    {
        writer.Line($"{_v.Type} max = x0;");
        foreach (string x in Logits.Skip(1))
        {
            writer.Line($"max = {_v.Operations}.MaxNative(max, {x});");
        }

        writer.Line();
        KernelEmitter.WriteRareRows(writer, plan, memory.Fallback, rows);
        writer.Line();
    }

    private void WriteExponentials()
    {
        writer.Line(plan.Targets.AreProbabilities
            ? "// exp(x) / 2^shift of each class, and what its probability takes part in."
            : "// exp(x) / 2^shift of each class, put aside for the target and summed for the others.");
        writer.Line($"{_v.Type} shift = VectorMath.Shift(max);");
        writer.Line($"{_v.Type} lowest = VectorMath.Lowest(max);");
        _terms.WriteBefore(isLoop: false);
        writer.Line("// Sums carry the rounding errors of their additions beside them.");
        if (plan.Classes > 1)
        {
            CompensatedSum.WriteVariables(writer, _v);
        }

        foreach (string sum in _terms.Sums)
        {
            CompensatedSum.WriteStart(writer, _v, sum);
        }

        string exponentials = _terms.Sums[0];
        foreach (LaneChunk chunk in memory.Chunks)
        {
            if (plan.Targets.AreProbabilities)
            {
                writer.Line();
                memory.WriteLoad(chunk, "probabilities", "t", declares: true);
            }

            for (int c = chunk.Fresh; c < chunk.First + chunk.Count; c++)
            {
                if (!plan.Targets.AreProbabilities)
                {
                    writer.Line();
                }

                _terms.WriteClass(X(c), T(c), ClassName.Of(c));
                _terms.WriteAdd(exponentials, X(c), ClassName.Of(c));
            }
        }

        writer.Line();
    }

    private void WriteLoss()
    {
        writer.Line($"{_terms.Sums[0]} = {CompensatedSum.Total(_terms.Sums[0])};");
        _terms.WriteLoss();
    }

    private void WriteGradient()
    {
        _terms.WriteGradientStart();
        writer.Line();
        foreach (LaneChunk chunk in memory.Chunks)
        {
            if (plan.Targets.AreProbabilities)
            {
                memory.WriteLoad(chunk, "probabilities", "t", declares: false);
            }

            for (int c = chunk.Fresh; c < chunk.First + chunk.Count; c++)
            {
                writer.Line($"{X(c)} = {_terms.Entry(X(c), T(c), ClassName.Of(c))};");
            }
        }

        writer.Line();
        memory.WriteStart("gradient", "Gradient");
        foreach (LaneChunk chunk in memory.Chunks)
        {
            memory.WriteStore(chunk, "gradient", "x");
        }
    }
}
