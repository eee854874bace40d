namespace Segmentation;

/// <summary>The picture, the truth and the prediction beside each other, large enough to see.</summary>
internal static class Panels
{
    private const int Scale = 3;
    private const int Gap = 4;
    private const int Black = 0;
    private const int White = 0xFFFFFF;

    public static void Write(Stream output, Picture picture, int[] predictions)
    {
        Func<int, int>[] colours =
        [
            i => (Channel(picture, 0, i) << 16) | (Channel(picture, 1, i) << 8) | Channel(picture, 2, i),
            i => picture.Regions[i] == Region.None ? Black : Region.Colours[picture.Regions[i]],
            i => Region.Colours[predictions[i]],
        ];

        int panel = Picture.Width + Gap;
        int width = (colours.Length * panel) - Gap;
        int[] pixels = new int[width * Scale * Picture.Height * Scale];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int y, int x) = (i / (width * Scale) / Scale, i % (width * Scale) / Scale);
            pixels[i] = x % panel < Picture.Width ? colours[x / panel]((y * Picture.Width) + (x % panel)) : White;
        }

        Png.Write(output, width * Scale, pixels);
    }

    private static int Channel(Picture picture, int channel, int pixel) =>
        (int)MathF.Round(255 * picture.Colours[(channel * Picture.Size) + pixel]);
}
