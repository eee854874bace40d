using System.Numerics;

namespace Segmentation;

/// <summary>Draws a landscape: what is where, its texture, the light and the noise of a camera all depend on a seed.</summary>
internal sealed class Landscape
{
    private const float CameraNoise = 0.08f;

    private readonly Random _random;
    private readonly Noise _noise;
    private readonly Vector3 _light;
    private readonly float _side;

    private Landscape(int seed)
    {
        _random = new Random(seed);
        _noise = new Noise(seed);
        _light = new Vector3(Between(0.85f, 1.1f), Between(0.9f, 1.05f), Between(0.85f, 1.1f));

        // The lake is on the left or on the right, the path on the other side.
        _side = _random.Next(2) == 0 ? -1 : 1;
    }

    public static Picture Draw(int seed)
    {
        Landscape landscape = new(seed);
        float[] colours = new float[3 * Picture.Size];
        byte[] regions = new byte[Picture.Size];
        for (int i = 0; i < Picture.Size; i++)
        {
            (int y, int x) = Math.DivRem(i, Picture.Width);
            regions[i] = landscape.RegionAt(x, y);
            Vector3 colour = landscape._light * landscape.ColourOf(regions[i], x, y);
            for (int channel = 0; channel < 3; channel++)
            {
                colours[(channel * Picture.Size) + i] = Math.Clamp(colour[channel] + (CameraNoise * landscape.Gaussian()), 0, 1);
            }
        }

        return new Picture(colours, WithoutBorders(regions));
    }

    private static byte[] WithoutBorders(byte[] regions)
    {
        byte[] result = [.. regions];
        for (int i = 0; i < Picture.Size; i++)
        {
            bool differsBelow = i + Picture.Width < Picture.Size && regions[i + Picture.Width] != regions[i];
            bool differsRight = (i + 1) % Picture.Width != 0 && regions[i + 1] != regions[i];
            if (differsBelow || differsRight)
            {
                result[i] = Region.None;
                result[i + (differsBelow ? Picture.Width : 1)] = Region.None;
            }
        }

        return result;
    }

    /// <summary>From the front to the back. Heights are parts of the picture's height, from its top.</summary>
    private byte RegionAt(int x, int y)
    {
        float height = (float)y / Picture.Height;
        float across = (2 * (float)x / Picture.Width) - 1;
        float depth = height - (0.56f + (0.10f * _noise.Fractal(x / 60f, 300)));
        if (depth > 0)
        {
            float bend = (0.5f * _noise.At(7, 4 * height)) - 0.25f;
            float fromPath = MathF.Abs(across + (_side * (0.42f - (0.3f * depth))) - bend);
            float fromLake = new Vector2((across - (_side * 0.45f)) / 0.5f, (height - 0.80f) / 0.12f).Length();
            return fromPath < 0.03f + (0.45f * depth) ? Region.Path
                : fromLake < 0.75f + (0.5f * _noise.Fractal(x / 40f, y / 25f)) ? Region.Lake
                : Region.Meadow;
        }

        float trees = 0.40f + (0.14f * _noise.Fractal(x / 50f, 200)) + (0.05f * _noise.At(x / 4f, 250));
        float ridge = 0.08f + (0.38f * _noise.Fractal(x / 45f, 100));
        return height > trees ? Region.Forest : height > ridge ? Region.Mountain : Region.Sky;
    }

    private Vector3 ColourOf(byte region, int x, int y)
    {
        float height = (float)y / Picture.Height;
        float coarse = _noise.Fractal(x / 16f, y / 16f);
        float fine = _noise.At(x / 2.5f, y / 2.5f);
        switch (region)
        {
            case Region.Sky:
                float cloud = Math.Clamp(4 * (_noise.Fractal(x / 40f, 500 + (y / 18f)) - 0.5f), 0, 0.9f);
                Vector3 blue = Vector3.Lerp(new Vector3(0.30f, 0.52f, 0.85f), new Vector3(0.68f, 0.82f, 0.95f), 2 * height);
                return Vector3.Lerp(blue, new Vector3(0.95f), cloud);
            case Region.Mountain:
                bool isSnow = height + (0.25f * coarse) < 0.36f;
                return isSnow ? new Vector3(0.85f + (0.15f * fine)) : new Vector3(0.50f, 0.46f, 0.48f) * (0.55f + (0.6f * coarse) + (0.25f * fine));
            case Region.Forest:
                return new Vector3(0.16f, 0.38f, 0.18f) * (0.4f + (1.1f * fine) + (0.3f * coarse));
            case Region.Meadow:
                bool isFlower = _random.NextSingle() < 0.015f;
                return isFlower ? new Vector3(0.95f, 0.85f, 0.3f) : new Vector3(0.44f, 0.64f, 0.26f) * (0.75f + (0.4f * coarse) + (0.1f * fine));
            case Region.Lake:
                float ripple = _noise.At(x / 12f, 900 + (y / 1.5f));
                return new Vector3(0.30f, 0.50f, 0.72f) * (0.75f + (0.5f * ripple));
            default:
                return new Vector3(0.74f, 0.63f, 0.46f) * (0.75f + (0.3f * fine) + (0.2f * coarse));
        }
    }

    private float Between(float smallest, float largest) => smallest + ((largest - smallest) * _random.NextSingle());

    /// <summary>A normally distributed number (Box and Muller, 1958).</summary>
    private float Gaussian() => MathF.Sqrt(-2 * MathF.Log(1 - _random.NextSingle())) * MathF.Cos(MathF.Tau * _random.NextSingle());
}
