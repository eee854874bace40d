namespace CeGen.Generator.Emitting;

/// <summary>Prints a long sum in pieces: partial sums that grow too long lose digits.</summary>
internal static class CompensatedSum
{
    /// <summary>Prints the sum and the rounding error that is carried along.</summary>
    public static void WriteStart(SourceWriter writer, VectorNames v, string name)
    {
        writer.Line($"{v.Type} {name} = {v.Type}.Zero;");
        writer.Line($"{v.Type} {name}Error = {v.Type}.Zero;");
    }

    /// <summary>Prints how a partial sum is added by Kahan's method.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="v">The names of the vectors.</param>
    /// <param name="name">The sum.</param>
    /// <param name="partial">The partial sum.</param>
    /// <param name="mayBeInfinite">Whether terms may be infinite.</param>
    public static void WriteAdd(SourceWriter writer, VectorNames v, string name, string partial, bool mayBeInfinite)
    {
        writer.Line($"{v.Type} {name}Next = {partial} - {name}Error;");
        writer.Line($"{v.Type} {name}Before = {name};");
        writer.Line($"{name} += {name}Next;");
        writer.Line($"{name}Error = ({name} - {name}Before) - {name}Next;");
        if (mayBeInfinite)
        {
            writer.Line("// The rounding error of an infinite sum is NaN, and must not be.");
            writer.Line($"{name}Error = {v.Operations}.ConditionalSelect({v.Operations}.Equals({name}Error, {name}Error), {name}Error, {v.Type}.Zero);");
        }
    }
}
