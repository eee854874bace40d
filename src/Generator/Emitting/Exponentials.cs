namespace CeGen.Generator.Emitting;

/// <summary>Prints exponentials: four beside each other where there are so many, which a processor computes faster, and one after the other where not.</summary>
internal static class Exponentials
{
    /// <summary>The exponentials that there is a form for which computes them beside each other.</summary>
    public const int AtOnce = 4;

    /// <summary>Prints the exponentials of variables that have one shift.</summary>
    public static void Write(SourceWriter writer, IEnumerable<string> variables, string shift, string lowest, bool areSparing) =>
        Write(writer, [.. variables.Select(v => new ShiftedVariable(v, shift, lowest))], areSparing);

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
                writer.Line($"{v.Name} = VectorMath.Exp({v.Name}, {v.Shift}, {v.Lowest});");
            }

            return;
        }

        writer.Line($"VectorMath.{(areSparing ? "ExpSparing" : "Exp")}({Refs(variables)}, {Shifts(variables)});");
    }

    /// <summary>
    /// Prints the exponentials of vectors four by four, each four begun beside the end of those before: a processor sees about two fours ahead, and half of a chain is as long as what it sees. Vectors
    /// that are no four are computed beside the end of the last.
    /// </summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="vectors">More than four vectors.</param>
    /// <param name="variable">The variable of a vector.</param>
    /// <param name="before">Prints how some vectors are loaded.</param>
    /// <param name="after">Prints what becomes of their exponentials.</param>
    public static void WriteStaggered<T>(SourceWriter writer, IReadOnlyList<T> vectors, Func<T, ShiftedVariable> variable, Action<IReadOnlyList<T>> before, Action<IReadOnlyList<T>> after)
    {
        T[][] fours = [.. Enumerable.Range(0, vectors.Count / AtOnce).Select(k => Variables(vectors, k * AtOnce, AtOnce))];
        T[] rest = Variables(vectors, fours.Length * AtOnce, vectors.Count % AtOnce);
        before(fours[0]);
        WriteBegin(writer, [.. fours[0].Select(variable)]);
        for (int k = 1; k < fours.Length; k++)
        {
            writer.Line();
            before(fours[k]);
            WriteStep(writer, [.. fours[k - 1].Select(variable)], [.. fours[k].Select(variable)]);
            after(fours[k - 1]);
        }

        writer.Line();
        before(rest);
        Write(writer, [.. rest.Select(variable)]);
        T[] last = fours[fours.Length - 1];
        WriteEnd(writer, [.. last.Select(variable)]);
        after(last);
        after(rest);
    }

    /// <summary>Prints the first half of the exponentials of four variables.</summary>
    public static void WriteBegin(SourceWriter writer, IReadOnlyList<ShiftedVariable> variables) =>
        writer.Line($"VectorMath.BeginExp({Refs(variables)}, {Outs(variables)}, {Shifts(variables)});");

    /// <summary>Prints the second half of the exponentials of four variables beside the first half of those of the next.</summary>
    public static void WriteStep(SourceWriter writer, IReadOnlyList<ShiftedVariable> variables, IReadOnlyList<ShiftedVariable> next) =>
        writer.Line($"VectorMath.StepExp({Refs(variables)}, {Powers(variables)}, {Refs(next)}, {Outs(next)}, {Shifts(next)});");

    /// <summary>Prints the second half of the exponentials of four variables.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="variables">The variables.</param>
    /// <param name="powers">What their first half has left besides, if that is not in its variables.</param>
    public static void WriteEnd(SourceWriter writer, IReadOnlyList<ShiftedVariable> variables, IEnumerable<string>? powers = null) =>
        writer.Line($"VectorMath.EndExp({Refs(variables)}, {string.Join(", ", powers ?? variables.Select(v => v.Power))});");

    /// <summary>Prints the second half of the exponentials of four variables, with what their first half has left besides in memory, beside the first half of those of the next.</summary>
    public static void WriteStep(SourceWriter writer, IReadOnlyList<ShiftedVariable> variables, string memory, string place, IReadOnlyList<ShiftedVariable> next) =>
        writer.Line($"VectorMath.StepExp({Refs(variables)}, ref {memory}, {place}, {Refs(next)}, {Outs(next)}, {Shifts(next)});");

    private static T[] Variables<T>(IReadOnlyList<T> vectors, int start, int count) => [.. vectors.Skip(start).Take(count)];

    private static string Refs(IEnumerable<ShiftedVariable> variables) => string.Join(", ", variables.Select(v => "ref " + v.Name));

    private static string Powers(IEnumerable<ShiftedVariable> variables) => string.Join(", ", variables.Select(v => v.Power));

    private static string Outs(IEnumerable<ShiftedVariable> variables) => string.Join(", ", variables.Select(v => "out var " + v.Power));

    /// <summary>The shifts and the lowest exponents: one for all if they have one.</summary>
    private static string Shifts(IReadOnlyList<ShiftedVariable> variables) => variables.Select(v => v.Shift).Distinct(StringComparer.Ordinal).Count() == 1
        ? $"{variables[0].Shift}, {variables[0].Lowest}"
        : string.Join(", ", variables.Select(v => v.Shift).Concat(variables.Select(v => v.Lowest)));
}

/// <summary>A vector that becomes exponentials.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Shift">The shift of its row or rows.</param>
/// <param name="Lowest">The exponent below which there is nothing.</param>
internal readonly record struct ShiftedVariable(string Name, string Shift, string Lowest)
{
    /// <summary>What the halves of an exponential have between them besides the variable.</summary>
    public string Power => Name + "Power";
}
