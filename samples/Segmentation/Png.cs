using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Segmentation;

/// <summary>Writes pictures of 8 bits per channel as PNG (https://www.w3.org/TR/png-3/).</summary>
internal static class Png
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <param name="output">Receives the file.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="colours">The pixels as 0xRRGGBB, row by row from the top.</param>
    public static void Write(Stream output, int width, ReadOnlySpan<int> colours)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), colours.Length / width);
        (header[8], header[9]) = (8, 2); // bits per channel; red, green and blue

        using MemoryStream data = new();
        using (ZLibStream compressed = new(data, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int i = 0; i < colours.Length; i++)
            {
                if (i % width == 0)
                {
                    compressed.WriteByte(0); // a row without a filter
                }

                compressed.Write([(byte)(colours[i] >> 16), (byte)(colours[i] >> 8), (byte)colours[i]]);
            }
        }

        output.Write(Signature);
        WriteChunk(output, "IHDR", header);
        WriteChunk(output, "IDAT", data.ToArray());
        WriteChunk(output, "IEND", []);
    }

    private static void WriteChunk(Stream output, string type, ReadOnlySpan<byte> data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        output.Write(number);
        output.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32(named));
        output.Write(number);
    }

    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
