using Org.BouncyCastle.Math;

namespace TelegramHost.MtProto.Crypto;

/// <summary>Numbers as the protocol writes them: big-endian, of a fixed width, with their leading zeros.</summary>
internal static class BigNumbers
{
    /// <summary>The number that big-endian bytes stand for.</summary>
    public static BigInteger ReadNumber(this ReadOnlySpan<byte> bytes) => new(1, bytes.ToArray());

    /// <summary>Fills <paramref name="destination"/> with <paramref name="value"/>, zeros first.</summary>
    public static void WriteFixed(this BigInteger value, Span<byte> destination)
    {
        var bytes = value.ToByteArrayUnsigned();
        var zeros = destination.Length - bytes.Length;
        ArgumentOutOfRangeException.ThrowIfNegative(zeros, nameof(destination));
        destination[..zeros].Clear();
        bytes.CopyTo(destination[zeros..]);
        Array.Clear(bytes);
    }
}
