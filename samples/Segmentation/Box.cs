namespace Segmentation;

/// <summary>Means over the square around each pixel, as far as it lies within the picture.</summary>
internal static class Box
{
    public static float[] Mean(float[] plane, int radius)
    {
        // Along the rows, then along the columns of what that gave.
        float[] rows = new float[plane.Length];
        for (int y = 0; y < Picture.Height; y++)
        {
            Along(plane, rows, y * Picture.Width, 1, Picture.Width, radius);
        }

        float[] result = new float[plane.Length];
        for (int x = 0; x < Picture.Width; x++)
        {
            Along(rows, result, x, Picture.Width, Picture.Height, radius);
        }

        return result;
    }

    private static void Along(float[] source, float[] result, int start, int stride, int length, int radius)
    {
        double sum = 0;
        int count = 0;
        for (int i = -radius; i < length; i++)
        {
            if (i + radius < length)
            {
                sum += source[start + ((i + radius) * stride)];
                count++;
            }

            if (i - radius > 0)
            {
                sum -= source[start + ((i - radius - 1) * stride)];
                count--;
            }

            if (i >= 0)
            {
                result[start + (i * stride)] = (float)(sum / count);
            }
        }
    }
}
