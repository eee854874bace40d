namespace CeGen.Generator.Emitting;

/// <summary>Prints exponentials: four beside each other where there are so many, which a processor computes faster, and one after the other where not.</summary>
internal static class Exponentials
{
    /// <summary>The exponentials that there is a form for which computes them beside each other.</summary>
    public const int AtOnce = 4;

    /// <summary>Prints the exponentials of variables that have one shift.</summary>
    public static void Write(SourceWriter writer, IEnumerable<string> variables, string shift, bool areSparing) =>
        Write(writer, [.. variables.Select(v => new ShiftedVariable(v, shift))], areSparing);

    /// <summary>Prints the exponentials of variables with a shift each.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="variables">The variables.</param>
    /// <param name="areSparing">Whether they take their constants from memory, and leave the registers to what is computed. They have one shift then.</param>
    public static void Write(SourceWriter writer, IReadOnlyList<ShiftedVariable> variables, bool areSparing = false)
    {
        if (variables.Count != AtOnce)
        {
            foreach (ShiftedVariable v in variables)
            {
                writer.Line($"{v.Name} = VectorMath.Exp({v.Name}, {v.Shift});");
            }

            return;
        }

        writer.Line($"VectorMath.{(areSparing ? "ExpSparing" : "Exp")}({Refs(variables.Select(v => v.Name))}, {Shifts(variables)});");
    }

    /// <summary>Prints the exponentials of variables near 0, which have no shift.</summary>
    public static void WriteNarrow(SourceWriter writer, IReadOnlyList<string> variables)
    {
        if (variables.Count == AtOnce)
        {
            writer.Line($"VectorMath.ExpNarrow({Refs(variables)});");
            return;
        }

        foreach (string v in variables)
        {
            writer.Line($"{v} = VectorMath.ExpNarrow({v});");
        }
    }

    private static string Refs(IEnumerable<string> variables) => string.Join(", ", variables.Select(v => "ref " + v));

    /// <summary>The shifts: one for all if they have one.</summary>
    private static string Shifts(IReadOnlyList<ShiftedVariable> variables) => variables.Select(v => v.Shift).Distinct(StringComparer.Ordinal).Count() == 1
        ? variables[0].Shift
        : string.Join(", ", variables.Select(v => v.Shift));
}

/// <summary>A vector that becomes exponentials.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Shift">The shift of its row or rows.</param>
internal readonly record struct ShiftedVariable(string Name, string Shift);
