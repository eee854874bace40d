namespace Segmentation;

/// <summary>What a pixel can show.</summary>
internal static class Region
{
    public const int Count = 6;

    public const byte Sky = 0;
    public const byte Mountain = 1;
    public const byte Forest = 2;
    public const byte Meadow = 3;
    public const byte Lake = 4;
    public const byte Path = 5;

    /// <summary>The target of pixels on a border, which show two regions: they are ignored.</summary>
    public const byte None = 255;

    public static readonly string[] Names = ["sky", "mountain", "forest", "meadow", "lake", "path"];

    /// <summary>The colours of the regions where they are shown as such, as 0xRRGGBB.</summary>
    public static readonly int[] Colours = [0x9BD3F5, 0x8C8289, 0x1F5B34, 0x93C853, 0x2A62C4, 0xE8C47E];
}
