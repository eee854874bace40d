namespace CeGen.Generator.Emitting;

/// <summary>Prints exponentials: four beside each other where there are so many, which a processor computes faster, and one after the other where not.</summary>
internal static class Exponentials
{
    /// <summary>The exponentials that there is a form for which computes them beside each other.</summary>
    public const int AtOnce = 4;

    /// <summary>Prints the exponentials of variables that have one shift.</summary>
    public static void Write(SourceWriter writer, IEnumerable<string> variables, string shift, string lowest) =>
        Write(writer, [.. variables.Select(v => (v, shift, lowest))]);

    /// <summary>Prints the exponentials of variables with a shift each.</summary>
    public static void Write(SourceWriter writer, IReadOnlyList<(string Variable, string Shift, string Lowest)> vectors)
    {
        if (vectors.Count != AtOnce)
        {
            foreach ((string variable, string shift, string lowest) in vectors)
            {
                writer.Line($"{variable} = VectorMath.Exp({variable}, {shift}, {lowest});");
            }

            return;
        }

        string[] shifts = [.. vectors.Select(v => v.Shift)];
        string[] lowests = [.. vectors.Select(v => v.Lowest)];
        bool isOne = shifts.Distinct(StringComparer.Ordinal).Count() == 1;
        IEnumerable<string> arguments = [.. vectors.Select(v => "ref " + v.Variable), .. isOne ? [shifts[0], lowests[0]] : shifts.Concat(lowests)];
        writer.Line($"VectorMath.Exp({string.Join(", ", arguments)});");
    }

    /// <summary>Prints the first half of the exponentials of some variables.</summary>
    public static void WriteBegin(SourceWriter writer, IReadOnlyList<string> variables, string shift, string lowest) =>
        writer.Line($"VectorMath.BeginExp({Refs(variables)}, {Outs(variables)}, {shift}, {lowest});");

    /// <summary>Prints the second half of the exponentials of some variables beside the first half of those of the next.</summary>
    public static void WriteStep(SourceWriter writer, IReadOnlyList<string> variables, IReadOnlyList<string> next, string shift, string lowest) =>
        writer.Line($"VectorMath.StepExp({Refs(variables)}, {Ins(variables)}, {Refs(next)}, {Outs(next)}, {shift}, {lowest});");

    /// <summary>Prints the second half of the exponentials of some variables.</summary>
    public static void WriteEnd(SourceWriter writer, IReadOnlyList<string> variables) => writer.Line($"VectorMath.EndExp({Refs(variables)}, {Ins(variables)});");

    /// <summary>What the halves of an exponential have between them, besides its variable.</summary>
    public static string Power(string variable) => variable + "Power";

    private static string Refs(IEnumerable<string> variables) => string.Join(", ", variables.Select(v => "ref " + v));

    private static string Ins(IEnumerable<string> variables) => string.Join(", ", variables.Select(Power));

    private static string Outs(IEnumerable<string> variables) => string.Join(", ", variables.Select(v => "out var " + Power(v)));
}
