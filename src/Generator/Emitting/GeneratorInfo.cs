namespace CeGen.Generator.Emitting;

/// <summary>How the generator signs its work.</summary>
internal static class GeneratorInfo
{
    public static string Name { get; } = typeof(GeneratorInfo).Assembly.GetName().Name;

    public static string Version { get; } = typeof(GeneratorInfo).Assembly.GetName().Version.ToString(3);
}
