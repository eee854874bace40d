using CeGen.Generator.Model;
using CeGen.Generator.Planning;
using CeGen.Generator.Rules;

namespace CeGen.Generator.Emitting;

/// <summary>Prints the methods that users call: each hands its arguments to the driver.</summary>
internal static class MethodEmitter
{
    public static void Write(SourceWriter writer, KernelPlan plan)
    {
        KernelRequest request = plan.Request;
        WriteDeclared(writer, plan);
        if (request.EmitFused)
        {
            writer.Line();
            WriteFused(writer, plan);
        }

        if (request.EmitBackward)
        {
            writer.Line();
            WriteBackward(writer, plan);
        }
    }

    private static void WriteDeclared(SourceWriter writer, KernelPlan plan)
    {
        MethodDeclaration method = plan.Request.Method;
        if (!method.HasDocumentation && plan.Strategy is not ThrowStrategy)
        {
            writer.Line($"/// <summary>The loss{(method.Find(ParameterRole.Gradient) is null ? "" : " and its gradient")}.</summary>");
            RemarksEmitter.Write(writer, plan);
        }

        WriteAttribute(writer);
        string parameters = string.Join(", ", method.Parameters.Select(p => $"{p.Modifiers}{p.Type} {p.Name}"));
        string signature = $"{method.Modifiers} {method.ReturnType} {method.Name}{method.TypeParameters}({parameters}){method.Constraints}";
        WriteBody(writer, plan, signature, [.. method.Parameters]);
    }

    private static void WriteBody(SourceWriter writer, KernelPlan plan, string signature, ParameterModel[] parameters)
    {
        if (plan.Strategy is ThrowStrategy thrown)
        {
            WriteThrow(writer, signature, thrown);
        }
        else
        {
            WriteCall(writer, signature, parameters, CallEmitter.Call(plan, parameters));
        }
    }

    private static void WriteFused(SourceWriter writer, KernelPlan plan)
    {
        MethodDeclaration method = plan.Request.Method;
        writer.Line("/// <summary>The loss and, in the same pass, its gradient.</summary>");
        WriteParameterDocs(writer, plan, [.. method.Parameters, AddedParameters.Gradient(method)]);
        if (method.ReturnType != "void")
        {
            writer.Line("/// <returns>The reduced loss.</returns>");
        }

        WriteOverload(writer, plan, method.ReturnType, method.Name, [.. method.Parameters, AddedParameters.Gradient(method)]);
    }

    private static void WriteBackward(SourceWriter writer, KernelPlan plan)
    {
        MethodDeclaration method = plan.Request.Method;
        ParameterModel[] parameters = [.. method.Parameters.Where(p => ParameterRoles.IsInput(p.Role)), AddedParameters.Upstream(method, plan.Request.Configuration.Reduction), AddedParameters.Gradient(method)];
        writer.Line("/// <summary>The gradient of the loss, multiplied with the gradient of what follows it.</summary>");
        WriteParameterDocs(writer, plan, parameters);
        WriteOverload(writer, plan, "void", method.PlainName + "Backward", parameters);
    }

    private static void WriteOverload(SourceWriter writer, KernelPlan plan, string returnType, string name, ParameterModel[] parameters)
    {
        WriteAttribute(writer);
        string modifiers = plan.Request.Method.OverloadModifiers;
        string list = string.Join(", ", parameters.Select(p => $"{p.Modifiers.Replace("params ", "")}{p.Type} {p.Name}"));
        WriteBody(writer, plan, $"{modifiers}{(modifiers.Length > 0 ? " " : "")}{returnType} {name}({list})", parameters);
    }

    /// <summary>Prints a method that throws.</summary>
    public static void WriteThrow(SourceWriter writer, string signature, ThrowStrategy thrown)
    {
        writer.Line(signature);
        writer.Line($"    => throw new global::System.InvalidOperationException({Literal.Of(thrown.Message)});");
    }

    /// <summary>Prints a method that returns what a call gives.</summary>
    public static void WriteCall(SourceWriter writer, string signature, ParameterModel[] parameters, string call)
    {
        // A null array would pass for an empty span.
        ParameterModel[] nullable = [.. parameters.Where(p => p.Shape == ParameterShape.Array && !p.CanBeNull)];
        if (nullable.Length == 0)
        {
            writer.Line(signature);
            writer.Line($"    => {call};");
            return;
        }

        using (writer.Open(signature))
        {
            foreach (ParameterModel parameter in nullable)
            {
                writer.Line($"global::System.ArgumentNullException.ThrowIfNull({parameter.Name});");
            }

            bool returns = !signature.Contains(" void ") && !signature.StartsWith("void ", StringComparison.Ordinal);
            writer.Line($"{(returns ? "return " : "")}{call};");
        }
    }

    private static void WriteParameterDocs(SourceWriter writer, KernelPlan plan, ParameterModel[] parameters)
    {
        foreach (ParameterModel parameter in parameters)
        {
            writer.Line($"/// <param name=\"{parameter.Name.TrimStart('@')}\">{RemarksEmitter.Parameter(plan, parameter.Role)}</param>");
        }
    }

    public static void WriteAttribute(SourceWriter writer) =>
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"{GeneratorInfo.Name}\", \"{GeneratorInfo.Version}\")]");
}
