using System.IO.Compression;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Messages;

/// <summary>The codec of <c>gzip_packed</c>, which may stand for any object except a container.</summary>
/// <remarks>
/// Inflating is bounded in size and in ratio, so that a small message cannot ask for much memory.
/// Source: https://core.telegram.org/mtproto/service_messages#packed-object
/// </remarks>
internal static class GzipPacked
{
    /// <summary>The id of <c>gzip_packed packed_data:string = Object</c>.</summary>
    public const uint Constructor = 0x3072cfa1;

    /// <summary>The most that packed data may inflate to, in bytes.</summary>
    public const int MaxInflatedBytes = 10 * 1024 * 1024;

    /// <summary>Bodies up to this size are not worth packing, in bytes.</summary>
    public const int MaxUnpackedBytes = 255;

    // Deflate can reach 1032:1. Answers of Telegram stay far below this; up to a MiB nobody counts.
    private const int MaxRatio = 250;
    private const int AnyRatioBytes = 1024 * 1024;

    /// <summary>Whether <paramref name="body"/> begins like a packed object.</summary>
    public static bool IsPacked(ReadOnlySpan<byte> body) => TlConstructor.Peek(body) == Constructor;

    /// <summary>The object inside <paramref name="body"/>, which is a boxed <c>gzip_packed</c>, as an array of its own size.</summary>
    /// <exception cref="TlFormatException">It cannot be inflated, or inflates to more than is allowed.</exception>
    public static byte[] Inflate(ReadOnlySpan<byte> body)
    {
        var reader = new TlReader(body);
        reader.ExpectConstructor(Constructor, "gzip_packed");
        var packed = reader.ReadByteSpan();
        var limit = (int)Math.Min(MaxInflatedBytes, Math.Max(AnyRatioBytes, (long)packed.Length * MaxRatio));

        using var inflated = new TlBuffer(Math.Min(limit, Math.Max(256, packed.Length * 4)));
        try
        {
            InflateInto(inflated, packed, limit);
        }
        catch (InvalidDataException exception)
        {
            throw TlFormatException.Malformed(TlFormatError.BadCompression, 4, "gzip_packed holds no gzip data.", exception);
        }

        if (inflated.Length < sizeof(uint))
            throw TlFormatException.Malformed(TlFormatError.BadCompression, 4, $"gzip_packed inflates to {inflated.Length} bytes, no object.");
        return inflated.Written.ToArray();
    }

    /// <summary><paramref name="body"/> as a boxed <c>gzip_packed</c>, or null if that is not smaller.</summary>
    public static unsafe byte[]? TryPack(ReadOnlySpan<byte> body)
    {
        if (body.Length <= MaxUnpackedBytes)
            return null;

        using var packed = new TlBuffer(body.Length);
        fixed (byte* target = packed.GetSpan(body.Length))
        {
#pragma warning disable RS0030 // Streams over memory: nothing waits and nothing leaves the process.
            using var stream = new UnmanagedMemoryStream(target, 0, body.Length, FileAccess.Write);
            try
            {
                using var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
                gzip.Write(body);
            }
            catch (NotSupportedException)
            {
                return null; // The target is as long as the body and cannot grow: the packed form would not be smaller.
            }

            packed.Advance((int)stream.Position);
#pragma warning restore RS0030
        }

        var whole = sizeof(uint) + (4 + packed.Length + 3 & ~3);
        if (whole >= body.Length)
            return null;
        var result = new TlBuffer(whole);
        using (result)
        {
            var writer = new TlWriter(result);
            writer.WriteConstructor(Constructor);
            writer.WriteBytes(packed.Written);
            writer.Flush();
            return result.Written.ToArray();
        }
    }

    // Bytes behind the end of the gzip member are ignored, as servers were seen to send them.
    private static unsafe void InflateInto(TlBuffer output, ReadOnlySpan<byte> packed, int limit)
    {
        if (packed.IsEmpty)
            return;
        fixed (byte* source = packed)
        {
#pragma warning disable RS0030 // Streams over memory: nothing waits and nothing leaves the process.
            using var stream = new UnmanagedMemoryStream(source, packed.Length);
            using var gzip = new GZipStream(stream, CompressionMode.Decompress);
            while (true)
            {
                var free = output.GetSpan(1024);
                var count = gzip.Read(free[..Math.Min(free.Length, limit + 1 - output.Length)]);
                if (count == 0)
                    return;
                output.Advance(count);
                if (output.Length > limit)
                {
                    throw TlFormatException.Malformed(TlFormatError.BadCompression, 4,
                        $"gzip_packed of {packed.Length} bytes inflates to more than the {limit} bytes that are allowed.");
                }
            }
#pragma warning restore RS0030
        }
    }
}
