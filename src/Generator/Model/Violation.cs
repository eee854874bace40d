namespace CeGen.Generator.Model;

/// <summary>The piece of a declaration that a violation points at.</summary>
internal enum Culprit
{
    /// <summary>The method's name.</summary>
    Method,

    /// <summary>The attribute.</summary>
    Attribute,

    /// <summary>The attribute's argument <see cref="Violation.Name"/>.</summary>
    Argument,

    /// <summary>The parameter <see cref="Violation.Name"/>.</summary>
    Parameter,

    /// <summary>The method's modifier <see cref="Violation.Name"/>.</summary>
    Modifier,

    /// <summary>The return type.</summary>
    ReturnType,

    /// <summary>The name of the type <see cref="Violation.Name"/> around the method.</summary>
    Type,
}

/// <summary>A broken rule.</summary>
/// <param name="Id">The rule's id.</param>
/// <param name="Culprit">What kind of piece is at fault.</param>
/// <param name="Name">Which one.</param>
/// <param name="Arguments">The arguments of the rule's message.</param>
/// <param name="Entry">Which entry of an array among the attribute's arguments, if one alone is at fault.</param>
internal sealed record Violation(string Id, Culprit Culprit, string Name, EquatableArray<string> Arguments, int? Entry = null);
