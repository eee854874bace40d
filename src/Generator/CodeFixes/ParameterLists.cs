using CeGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.CodeFixes;

/// <summary>Puts a parameter among others.</summary>
internal static class ParameterLists
{
    /// <summary>Inserts a parameter at its customary place: inputs, then outputs, then the gradient and what goes with it.</summary>
    /// <param name="list">The parameters.</param>
    /// <param name="name">The name of the new one.</param>
    /// <param name="type">The type of the new one.</param>
    /// <param name="roleOf">The role of a name.</param>
    public static ParameterListSyntax Insert(ParameterListSyntax list, string name, TypeSyntax type, Func<string, ParameterRole> roleOf)
    {
        SeparatedSyntaxList<ParameterSyntax> all = list.Parameters;
        ParameterSyntax added = SyntaxFactory.Parameter(SyntaxFactory.Identifier(name)).WithType(type.WithTrailingTrivia(SyntaxFactory.Space));
        int index = Index(all, roleOf(name), roleOf);
        if (all.Count == 0)
        {
            return list.WithParameters(SyntaxFactory.SingletonSeparatedList(added));
        }

        // The separators and the indentation are those that the list has already: one line, or a line for each.
        SyntaxToken comma = all.SeparatorCount > 0 ? all.GetSeparator(0) : SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        SyntaxTriviaList indentation = all.Count > 1 ? all[1].GetLeadingTrivia() : default;
        List<ParameterSyntax> parameters = [.. all];
        List<SyntaxToken> commas = [.. all.GetSeparators()];
        if (index == all.Count)
        {
            added = added.WithLeadingTrivia(indentation).WithTrailingTrivia(all.Last().GetTrailingTrivia());
            parameters[index - 1] = parameters[index - 1].WithTrailingTrivia();
            commas.Add(comma);
        }
        else
        {
            added = added.WithLeadingTrivia(all[index].GetLeadingTrivia());
            parameters[index] = index == 0 ? parameters[index].WithLeadingTrivia(indentation) : parameters[index];
            commas.Insert(index, comma);
        }

        parameters.Insert(index, added);
        return list.WithParameters(SyntaxFactory.SeparatedList(parameters, commas));
    }

    /// <summary>The place in the order of the roles, behind the receiver of an extension and before what is optional.</summary>
    private static int Index(SeparatedSyntaxList<ParameterSyntax> parameters, ParameterRole role, Func<string, ParameterRole> roleOf)
    {
        int count = parameters.TakeWhile(p => p.Default is null && !p.Modifiers.Any(SyntaxKind.ParamsKeyword)).Count();
        int index = parameters.Take(count).TakeWhile(p => roleOf(p.Identifier.ValueText) <= role).Count();
        return index == 0 && count > 0 && parameters[0].Modifiers.Any(SyntaxKind.ThisKeyword) ? 1 : index;
    }
}
