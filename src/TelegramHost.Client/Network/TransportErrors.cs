namespace TelegramHost.Client.Network;

/// <summary>The transport errors that mean more than "try again".</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/mtproto-transports#transport-errors</remarks>
internal static class TransportErrors
{
    /// <summary>The server does not know the authorisation key, or has forgotten a key exchange.</summary>
    public const int AuthKeyNotFound = -404;

    /// <summary>Too many connections in too short a time.</summary>
    public const int Flood = -429;

    /// <summary>The data centre named in the exchange or the obfuscation is not this one.</summary>
    public const int InvalidDc = -444;
}
