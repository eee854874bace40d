namespace Segmentation;

/// <summary>Value noise: random numbers from 0 to 1 at the points with whole coordinates, and what is smooth between them.</summary>
internal sealed class Noise(int seed)
{
    public float At(float x, float y)
    {
        (int left, int top) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        (float right, float below) = (Ease(x - left), Ease(y - top));
        float above = float.Lerp(Corner(left, top), Corner(left + 1, top), right);
        return float.Lerp(above, float.Lerp(Corner(left, top + 1), Corner(left + 1, top + 1), right), below);
    }

    /// <summary>The sum of ever finer noise of ever less height, as hills and clouds have it.</summary>
    public float Fractal(float x, float y) =>
        ((8 * At(x, y)) + (4 * At(2 * x, 2 * y)) + (2 * At(4 * x, 4 * y)) + At(8 * x, 8 * y)) / 15;

    private static float Ease(float t) => t * t * (3 - (2 * t));

    private float Corner(int x, int y)
    {
        // Mixes the bits: neighbouring points have nothing in common.
        uint hash = (uint)((x * 374_761_393) + (y * 668_265_263)) ^ ((uint)seed * 2_246_822_519);
        hash = (hash ^ (hash >> 15)) * 2_246_822_519;
        hash = (hash ^ (hash >> 13)) * 3_266_489_917;
        return (hash ^ (hash >> 16)) / (float)uint.MaxValue;
    }
}
