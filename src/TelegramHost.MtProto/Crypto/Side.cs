namespace TelegramHost.MtProto.Crypto;

/// <summary>Who sent a message; both directions derive their keys from different parts of the authorization key.</summary>
internal enum Side
{
    /// <summary>From client to server (<c>x = 0</c> in the documentation).</summary>
    Client,

    /// <summary>From server to client (<c>x = 8</c>).</summary>
    Server,
}
