namespace CeGen.Generator.Testing;

/// <summary>A parameter of a declared loss.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name, which tells the generator what it is.</param>
/// <param name="Argument">What it is given, in terms of a <c>LossCall&lt;T&gt; c</c>.</param>
internal readonly record struct Parameter(string Type, string Name, string Argument);
