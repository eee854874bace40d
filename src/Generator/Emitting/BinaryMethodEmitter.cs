using CeGen.Generator.Model;
using CeGen.Generator.Planning;
using CeGen.Generator.Rules;

namespace CeGen.Generator.Emitting;

/// <summary>Prints the methods of a binary loss that users call: each hands its arguments to the driver.</summary>
internal static class BinaryMethodEmitter
{
    public static void Write(SourceWriter writer, BinaryPlan plan)
    {
        BinaryRequest request = plan.Request;
        MethodDeclaration method = request.Method;
        WriteDeclared(writer, plan);
        if (request.EmitFused)
        {
            writer.Line();
            writer.Line("/// <summary>The loss and, in the same pass, its gradient.</summary>");
            string? returns = method.ReturnType == "void" ? null : "The reduced loss.";
            WriteOverload(writer, plan, method.ReturnType, method.Name, [.. method.Parameters, AddedParameters.Gradient(plan.Request.Method)], returns);
        }

        if (request.EmitBackward)
        {
            writer.Line();
            writer.Line("/// <summary>The gradient of the loss, multiplied with the gradient of what follows it.</summary>");
            ParameterModel[] parameters = [.. method.Parameters.Where(p => p.Role != ParameterRole.Losses), AddedParameters.Upstream(plan.Request.Method, plan.Request.Configuration.Reduction), AddedParameters.Gradient(plan.Request.Method)];
            WriteOverload(writer, plan, "void", method.PlainName + "Backward", parameters, returns: null);
        }
    }

    private static void WriteDeclared(SourceWriter writer, BinaryPlan plan)
    {
        MethodDeclaration method = plan.Request.Method;
        if (!method.HasDocumentation && plan.Strategy is not ThrowStrategy)
        {
            writer.Line($"/// <summary>The loss{(method.Find(ParameterRole.Gradient) is null ? "" : " and its gradient")}.</summary>");
            RemarksEmitter.Write(writer, BinaryRemarks.Lines(plan));
        }

        MethodEmitter.WriteAttribute(writer);
        string parameters = string.Join(", ", method.Parameters.Select(p => $"{p.Modifiers}{p.Type} {p.Name}"));
        string signature = $"{method.Modifiers} {method.ReturnType} {method.Name}{method.TypeParameters}({parameters}){method.Constraints}";
        WriteBody(writer, plan, signature, [.. method.Parameters]);
    }

    private static void WriteBody(SourceWriter writer, BinaryPlan plan, string signature, ParameterModel[] parameters)
    {
        if (plan.Strategy is ThrowStrategy thrown)
        {
            MethodEmitter.WriteThrow(writer, signature, thrown);
        }
        else
        {
            MethodEmitter.WriteCall(writer, signature, parameters, BinaryCall.Of(plan, parameters));
        }
    }

    private static void WriteOverload(SourceWriter writer, BinaryPlan plan, string returnType, string name, ParameterModel[] parameters, string? returns)
    {
        foreach (ParameterModel parameter in parameters)
        {
            writer.Line($"/// <param name=\"{parameter.Name.TrimStart('@')}\">{BinaryRemarks.Parameter(parameter.Role)}</param>");
        }

        if (returns is not null)
        {
            writer.Line($"/// <returns>{returns}</returns>");
        }

        MethodEmitter.WriteAttribute(writer);
        string modifiers = plan.Request.Method.OverloadModifiers;
        string list = string.Join(", ", parameters.Select(p => $"{p.Modifiers.Replace("params ", "")}{p.Type} {p.Name}"));
        string signature = $"{modifiers}{(modifiers.Length > 0 ? " " : "")}{returnType} {name}({list})";
        WriteBody(writer, plan, signature, parameters);
    }
}
