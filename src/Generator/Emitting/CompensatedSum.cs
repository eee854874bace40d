using CeGen.Generator.Model;

namespace CeGen.Generator.Emitting;

/// <summary>
/// Prints sums that carry the rounding errors of their additions beside them, in one vector for all that are added up in the end. Their results do not depend on the
/// order of the terms.
/// </summary>
internal static class CompensatedSum
{
    /// <summary>Prints a sum, at zero or at another start.</summary>
    public static void WriteStart(SourceWriter writer, VectorNames v, string name, string? start = null)
    {
        writer.Line($"{v.Type} {name} = {(start is null ? v.Type + ".Zero" : $"{v.Operations}.Create({start})")};");
        writer.Line($"{v.Type} {Error(name)} = {v.Type}.Zero;");
    }

    /// <summary>Prints a plain sum, at zero.</summary>
    public static void WritePlainStart(SourceWriter writer, VectorNames v, string name) => writer.Line($"{v.Type} {name} = {v.Type}.Zero;");

    /// <summary>A start of the runtime's.</summary>
    public static string Start(string name, ElementType element) => (element == ElementType.Single ? "" : "(double)") + "VectorMath." + name;

    /// <summary>The variable of the errors of a sum.</summary>
    public static string Error(string name) => name + "Error";

    /// <summary>How a term is added.</summary>
    public static string Add(string sum, string term) => $"VectorMath.Add(ref {sum}, {term}, ref {Error(sum)});";

    /// <summary>How a positive term is added to a positive sum.</summary>
    public static string AddPositive(string sum, string term) => $"VectorMath.AddPositive(ref {sum}, {term}, ref {Error(sum)});";

    /// <summary>How a term is added to a sum that is larger, since it started at what is larger than any of its terms.</summary>
    public static string Grow(string sum, string term) => $"VectorMath.Grow(ref {sum}, {term}, ref {Error(sum)});";

    /// <summary>The sum of up to four terms, the pairs first.</summary>
    public static string OfFour(IReadOnlyList<string> terms) => terms.Count switch
    {
        1 => terms[0],
        2 => $"{terms[0]} + {terms[1]}",
        3 => $"({terms[0]} + {terms[1]}) + {terms[2]}",
        _ => $"({terms[0]} + {terms[1]}) + ({terms[2]} + {terms[3]})",
    };

    /// <summary>The sum of products with differences from a maximum, one after the other.</summary>
    public static string OfProducts(VectorNames v, IReadOnlyList<string> factors, IReadOnlyList<string> x, string max)
    {
        string sum = $"{factors[0]} * ({x[0]} - {max})";
        for (int k = 1; k < x.Count; k++)
        {
            sum = $"{v.Operations}.FusedMultiplyAdd({factors[k]}, {x[k]} - {max}, {sum})";
        }

        return sum;
    }

    /// <summary>A sum without what it started at.</summary>
    public static string Grown(VectorNames v, string sum, string? start) => start is null ? sum : $"{sum} - {v.Operations}.Create({start})";

    /// <summary>Prints the variables of <see cref="WriteAdd"/>.</summary>
    public static void WriteVariables(SourceWriter writer, VectorNames v)
    {
        writer.Line($"{v.Type} term;");
        writer.Line($"{v.Type} next;");
    }

    /// <summary>
    /// Prints how a term is added, as <see cref="Add"/> has it, but written out: where there are many additions, the JIT would make variables for each call that it
    /// inlines, and run out of them.
    /// </summary>
    public static void WriteAdd(SourceWriter writer, string name, string term, bool isFirst)
    {
        if (isFirst)
        {
            writer.Line($"{name} = {term};");
            return;
        }

        writer.Line($"term = {term};");
        writer.Line($"next = {name} + term;");
        writer.Line($"{Error(name)} += ({name} - (next - (next - {name}))) + (term - (next - {name}));");
        writer.Line($"{name} = next;");
    }

    /// <summary>Prints how a positive term is added to a positive sum, as <see cref="AddPositive"/> has it, but written out.</summary>
    public static void WriteAddPositive(SourceWriter writer, VectorNames v, string name, string term, bool isFirst)
    {
        if (isFirst)
        {
            writer.Line($"{name} = {term};");
            return;
        }

        writer.Line($"term = {term};");
        writer.Line($"next = {name} + term;");
        writer.Line($"{Error(name)} += {v.Operations}.MinNative({name}, term) - (next - {v.Operations}.MaxNative({name}, term));");
        writer.Line($"{name} = next;");
    }

    /// <summary>Prints how a term is added to a plain sum.</summary>
    public static void WritePlainAdd(SourceWriter writer, string name, string term, bool isFirst) => writer.Line($"{name} {(isFirst ? "=" : "+=")} {term};");

    /// <summary>Prints how a term is added, as <see cref="Grow"/> has it, but written out.</summary>
    public static void WriteGrow(SourceWriter writer, string name, string term)
    {
        writer.Line($"term = {term};");
        writer.Line($"next = {name} + term;");
        writer.Line($"{Error(name)} += term - (next - {name});");
        writer.Line($"{name} = next;");
    }

    /// <summary>The sum with its errors, in each lane.</summary>
    public static string Total(VectorNames v, string name, string? start = null) => $"VectorMath.Total({Grown(v, name, start)}, {Error(name)})";
}
