using System.Buffers.Binary;

namespace TelegramHost.Emulator;

/// <summary>Reads the width and height out of an image's header.</summary>
internal static class ImageSize
{
    private static ReadOnlySpan<byte> PngHeader => [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>The size in pixels, or null when this is no PNG, GIF or JPEG.</summary>
    public static (int Width, int Height)? Of(ReadOnlySpan<byte> image)
    {
        if (image.Length >= 24 && image.StartsWith(PngHeader))
            return Positive(BinaryPrimitives.ReadInt32BigEndian(image[16..]), BinaryPrimitives.ReadInt32BigEndian(image[20..]));
        if (image.Length >= 10 && image.StartsWith("GIF8"u8))
            return Positive(BinaryPrimitives.ReadUInt16LittleEndian(image[6..]), BinaryPrimitives.ReadUInt16LittleEndian(image[8..]));
        return image.Length >= 4 && image[0] == 0xff && image[1] == 0xd8 ? OfJpeg(image) : null;
    }

    private static (int Width, int Height)? OfJpeg(ReadOnlySpan<byte> image)
    {
        var position = 2;
        while (position + 9 <= image.Length && image[position] == 0xff)
        {
            var marker = image[position + 1];
            // Start of frame: C0–CF except the tables C4, C8 and CC.
            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                return Positive(
                    BinaryPrimitives.ReadUInt16BigEndian(image[(position + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(image[(position + 5)..]));
            }

            position += 2 + BinaryPrimitives.ReadUInt16BigEndian(image[(position + 2)..]);
        }

        return null;
    }

    private static (int Width, int Height)? Positive(int width, int height) => width > 0 && height > 0 ? (width, height) : null;
}
