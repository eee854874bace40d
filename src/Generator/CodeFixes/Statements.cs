using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.CodeFixes;

/// <summary>Statements that can go without a trace.</summary>
internal static class Statements
{
    /// <summary>The statement that an expression makes up, or the declaration that it is the value of, if it stands in a list of statements.</summary>
    public static StatementSyntax? Removable(ExpressionSyntax expression)
    {
        StatementSyntax? statement = expression.Parent switch
        {
            ExpressionStatementSyntax own => own,
            AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax assignment } => assignment,
            EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration } } => declaration,
            _ => null,
        };
        return IsListed(statement) ? statement : null;
    }

    /// <summary>The declaration of a local variable, if it declares nothing else and its value is new memory, an object without effects, or none.</summary>
    public static StatementSyntax? Declaration(ILocalSymbol local) =>
        local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax
        {
            Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration }
        }
        variable && IsListed(declaration) && declaration.UsingKeyword.IsKind(SyntaxKind.None) && IsNew(variable.Initializer?.Value)
            ? declaration
            : null;

    /// <summary>What has to be removed for a statement to go.</summary>
    public static SyntaxNode Whole(StatementSyntax statement) => statement.Parent is GlobalStatementSyntax global ? global : statement;

    private static bool IsListed(StatementSyntax? statement) => statement?.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax;

    private static bool IsNew(ExpressionSyntax? value) =>
        value is null or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or StackAllocArrayCreationExpressionSyntax or CollectionExpressionSyntax
            or BaseObjectCreationExpressionSyntax;
}
