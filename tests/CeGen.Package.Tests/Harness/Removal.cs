namespace CeGen.Package.Tests.Harness;

/// <summary>Removes folders, those with a clone in it too, whose objects are read-only.</summary>
internal static class Removal
{
    public static void Remove(DirectoryInfo folder)
    {
        foreach (FileInfo file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            file.Attributes = FileAttributes.Normal;
        }

        folder.Delete(recursive: true);
    }
}
