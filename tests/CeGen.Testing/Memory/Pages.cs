using System.Runtime.InteropServices;

namespace CeGen.Testing;

/// <summary>Pages of memory from the system, of which some may be forbidden.</summary>
internal static partial class Pages
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymousLinux = 0x22;
    private const int PrivateAnonymousMac = 0x1002;

    public static nint Allocate(nuint size)
    {
        nint start = OperatingSystem.IsWindows()
            ? VirtualAlloc(0, size, 0x3000, 0x04)
            : Map(0, size, ReadWrite, OperatingSystem.IsMacOS() ? PrivateAnonymousMac : PrivateAnonymousLinux, -1, 0);
        Require(start is not (0 or -1), "gives no memory");
        return start;
    }

    public static void Forbid(nint start, nuint size) =>
        Require(OperatingSystem.IsWindows() ? VirtualProtect(start, size, 0x01, out _) != 0 : Protect(start, size, 0) == 0, "does not protect memory");

    public static void Free(nint start, nuint size) =>
        Require(OperatingSystem.IsWindows() ? VirtualFree(start, 0, 0x8000) != 0 : Unmap(start, size) == 0, "does not take memory back");

    private static void Require(bool isDone, string complaint)
    {
        if (!isDone)
        {
            throw new InvalidOperationException($"The system {complaint} (error {Marshal.GetLastPInvokeError()}).");
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint size, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nuint size, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint size);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial nint VirtualAlloc(nint address, nuint size, uint kind, uint protection);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int VirtualProtect(nint address, nuint size, uint protection, out uint before);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int VirtualFree(nint address, nuint size, uint kind);
}
