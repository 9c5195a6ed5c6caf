using TelegramHost.MtProto.Crypto;

namespace TelegramHost.MtProto.Handshake;

/// <summary>What a key exchange is about.</summary>
internal sealed class HandshakeOptions
{
    /// <summary>The servers' keys that are accepted.</summary>
    public required ServerKeys ServerKeys { get; init; }

    /// <summary>The data centre: its number, +10000 for the test servers, negative for one that serves media only.</summary>
    public required int DcId { get; init; }

    /// <summary>How long a temporary key is to live; null asks for a permanent one.</summary>
    public TimeSpan? ExpiresIn { get; init; }

    /// <summary>Whether the data centre is left out of the encrypted data, as published exchanges from before 2021 have it.</summary>
    internal bool LegacyInnerData { get; init; }
}
