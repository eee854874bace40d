using System.Reflection;

namespace CeGen.Generator.Tests.Harness;

/// <summary>Rows of equal logits, whose loss is the logarithm of the number of classes: enough to see which kernel a name leads to.</summary>
internal static class Uniform
{
    /// <summary>The number of classes of the kernel behind a delegate over two rows.</summary>
    public static int ClassesOf(Forward<float, int> loss, int expected) => (int)Math.Round(Math.Exp(loss(new float[2 * expected], [0, expected - 1])));

    /// <summary>Binds a static method of a type, wherever it is and whatever it is called.</summary>
    public static Forward<float, int> Bind(Type type, string method) => type
        .GetMethod(method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(ReadOnlySpan<float>), typeof(ReadOnlySpan<int>)])!
        .CreateDelegate<Forward<float, int>>();
}
