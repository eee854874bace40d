using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Prints the plan of a binary loss as a file: the user's types with the methods, then the kernel.</summary>
internal static class BinaryFileEmitter
{
    public static string Emit(BinaryPlan plan)
    {
        var writer = new SourceWriter();
        FileEmitter.WriteHeader(writer);
        FileEmitter.WriteTypes(writer, plan.Request.Method, () => BinaryMethodEmitter.Write(writer, plan));
        if (plan.Strategy is ElementStrategy strategy)
        {
            writer.Line();
            BinaryKernelEmitter.Write(writer, plan, strategy);
        }

        return writer.ToString();
    }
}
