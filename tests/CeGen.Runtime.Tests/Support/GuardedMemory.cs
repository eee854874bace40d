using System.Runtime.InteropServices;

namespace CeGen.Runtime.Tests;

/// <summary>Memory between two pages that nobody may touch: one byte read or written outside it ends the test run.</summary>
internal sealed unsafe partial class GuardedMemory<T> : IDisposable
    where T : unmanaged
{
    private readonly nint _start;
    private readonly nuint _size;
    private readonly nuint _page = (nuint)Environment.SystemPageSize;
    private readonly T* _first;
    private readonly int _length;

    /// <param name="length">The number of elements.</param>
    /// <param name="atEnd">Whether the last element stands before the forbidden page behind; else the first one behind the one in front.</param>
    public GuardedMemory(int length, bool atEnd)
    {
        nuint bytes = (nuint)length * (nuint)sizeof(T);
        nuint inner = (bytes + _page - 1) / _page * _page;
        _size = inner + (2 * _page);
        _length = length;
        _start = Pages.Allocate(_size);
        Pages.Forbid(_start, _page);
        Pages.Forbid(_start + (nint)(_page + inner), _page);
        _first = (T*)(_start + (nint)(atEnd ? _page + inner - bytes : _page));
    }

    public Span<T> Span => new(_first, _length);

    public void Dispose() => Pages.Free(_start, _size);
}

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
        return start is 0 or -1 ? throw new InvalidOperationException("The system gives no memory.") : start;
    }

    public static void Forbid(nint start, nuint size)
    {
        bool forbidden = OperatingSystem.IsWindows() ? VirtualProtect(start, size, 0x01, out _) != 0 : Protect(start, size, 0) == 0;
        Assert.True(forbidden, "The system does not protect memory.");
    }

    public static void Free(nint start, nuint size)
    {
        bool freed = OperatingSystem.IsWindows() ? VirtualFree(start, 0, 0x8000) != 0 : Unmap(start, size) == 0;
        Assert.True(freed, "The system does not take memory back.");
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint size, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint size, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint size);

    [LibraryImport("kernel32")]
    private static partial nint VirtualAlloc(nint address, nuint size, uint kind, uint protection);

    [LibraryImport("kernel32")]
    private static partial int VirtualProtect(nint address, nuint size, uint protection, out uint before);

    [LibraryImport("kernel32")]
    private static partial int VirtualFree(nint address, nuint size, uint kind);
}
