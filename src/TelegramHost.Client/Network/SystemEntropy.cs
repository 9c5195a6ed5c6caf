using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Client.Network;

/// <summary>The operating system's random source.</summary>
internal sealed class SystemEntropy : IEntropy
{
    /// <summary>The one instance.</summary>
    public static SystemEntropy Instance { get; } = new();

    /// <inheritdoc/>
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}
