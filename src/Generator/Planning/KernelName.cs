using CeGen.Generator.Model;

namespace CeGen.Generator.Planning;

/// <summary>
/// The name of a kernel's type, after its method. It is local to its file, which is why the compiler makes a longer name of it; and metadata has room for 1,023 bytes of UTF-8,
/// which the name of a method alone may take.
/// </summary>
internal static class KernelName
{
    private const int LongestPartOfMethod = 100;

    public static string Of(MethodDeclaration method) =>
        (method.PlainName.Length > LongestPartOfMethod ? method.PlainName.Substring(0, LongestPartOfMethod) : method.PlainName) + "Kernel";
}
