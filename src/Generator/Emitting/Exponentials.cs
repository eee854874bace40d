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
}
