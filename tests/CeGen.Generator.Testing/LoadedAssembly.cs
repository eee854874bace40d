using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Testing;

public delegate T Forward<T, TTarget>(ReadOnlySpan<T> logits, ReadOnlySpan<TTarget> targets);

public delegate T Fused<T, TTarget>(ReadOnlySpan<T> logits, ReadOnlySpan<TTarget> targets, Span<T> gradient);

public delegate void Backward<T, TTarget>(ReadOnlySpan<T> logits, ReadOnlySpan<TTarget> targets, T upstream, Span<T> gradient);

public delegate void ForwardNone<T, TTarget>(ReadOnlySpan<T> logits, ReadOnlySpan<TTarget> targets, Span<T> losses);

public delegate void FusedNone<T, TTarget>(ReadOnlySpan<T> logits, ReadOnlySpan<TTarget> targets, Span<T> losses, Span<T> gradient);

public delegate void BackwardNone<T, TTarget>(ReadOnlySpan<T> logits, ReadOnlySpan<TTarget> targets, ReadOnlySpan<T> upstream, Span<T> gradient);

/// <summary>A compiled assembly, in a load context of its own.</summary>
public sealed class LoadedAssembly
{
    private readonly AssemblyLoadContext _context;

    private LoadedAssembly(Stream image, bool isCollectible)
    {
        _context = new AssemblyLoadContext(null, isCollectible);
        Assembly = _context.LoadFromStream(image);
    }

    public Assembly Assembly { get; }

    public static LoadedAssembly Create(Compilation compilation)
    {
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics));
        }

        return Load(image, isCollectible: true);
    }

    /// <summary>Loads an assembly. What cannot be collected is compiled in tiers, which is faster where each method runs a few times.</summary>
    internal static LoadedAssembly Load(MemoryStream image, bool isCollectible)
    {
        image.Position = 0;
        return new LoadedAssembly(image, isCollectible);
    }

    /// <summary>A method of the class <c>Losses</c>, bound to the overload that fits the delegate.</summary>
    public TDelegate Method<TDelegate>(string name, string type = "Losses")
        where TDelegate : Delegate
    {
        Type[] parameters = [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(p => p.ParameterType)];
        MethodInfo method = Assembly.GetType(type, throwOnError: true)!
            .GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, parameters)
            ?? throw new MissingMethodException(type, name);
        return method.CreateDelegate<TDelegate>();
    }

    /// <summary>The methods of the generated kernels.</summary>
    public IEnumerable<MethodInfo> KernelMethods() => Assembly.GetTypes()
        .Where(t => t.Namespace == "CeGen.Generated")
        .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
}
