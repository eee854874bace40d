namespace Segmentation;

/// <summary>A picture and what its pixels show.</summary>
/// <param name="Colours">Red, green and blue, from 0 to 1: (3, height, width).</param>
/// <param name="Regions">The region of each pixel, or <see cref="Region.None"/>: (height, width).</param>
internal sealed record Picture(float[] Colours, byte[] Regions)
{
    public const int Width = 192;
    public const int Height = 144;
    public const int Size = Width * Height;
}
