using System.Buffers.Binary;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Client.Network;

/// <summary>Chance for pauses, so that clients and callers don't come back in step.</summary>
internal static class EntropyChance
{
    /// <summary>A number from 0 to 1.</summary>
    public static double Chance(this IEntropy entropy)
    {
        Span<byte> bytes = stackalloc byte[4];
        entropy.Fill(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) / (double)uint.MaxValue;
    }
}
