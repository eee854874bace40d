using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.CodeFixes;

/// <summary>Adds and removes modifiers, and keeps comments and line breaks where they are.</summary>
internal static class Modifiers
{
    /// <summary>With <c>partial</c>, which comes last.</summary>
    public static T AsPartial<T>(T member)
        where T : MemberDeclarationSyntax => member.Modifiers.Any(SyntaxKind.PartialKeyword) ? member : Insert(member, member.Modifiers.Count, SyntaxKind.PartialKeyword);

    /// <summary>With the accessibility that the method has anyhow: a partial method that returns something must say it.</summary>
    public static MethodDeclarationSyntax WithAccessibility(MethodDeclarationSyntax method)
    {
        bool isSaid = method.Modifiers.Any(m => m.Kind()
            is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.PrivateKeyword);
        return isSaid ? method : Insert(method, 0, method.Parent is InterfaceDeclarationSyntax ? SyntaxKind.PublicKeyword : SyntaxKind.PrivateKeyword);
    }

    public static T Without<T>(T member, SyntaxKind kind)
        where T : MemberDeclarationSyntax
    {
        int index = member.Modifiers.IndexOf(kind);
        if (index < 0)
        {
            return member;
        }

        SyntaxToken modifier = member.Modifiers[index];
        SyntaxToken next = modifier.GetNextToken();
        T moved = index == 0 ? member.ReplaceToken(next, next.WithLeadingTrivia(modifier.LeadingTrivia)) : member;
        return (T)moved.WithModifiers(moved.Modifiers.RemoveAt(index));
    }

    private static T Insert<T>(T member, int index, SyntaxKind kind)
        where T : MemberDeclarationSyntax
    {
        SyntaxToken modifier = SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
        if (index == 0)
        {
            // What stands before the first token, such as an attribute's line break, stands before the new one.
            SyntaxToken first = member.AttributeLists.Count == 0 ? member.GetFirstToken() : member.AttributeLists.Last().GetLastToken().GetNextToken();
            modifier = modifier.WithLeadingTrivia(first.LeadingTrivia);
            member = member.ReplaceToken(first, first.WithLeadingTrivia());
        }

        return (T)member.WithModifiers(member.Modifiers.Insert(index, modifier));
    }
}
