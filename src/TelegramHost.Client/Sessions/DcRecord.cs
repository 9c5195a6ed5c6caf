using System.Collections.Immutable;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Sessions;

/// <summary>What a session keeps of one data centre.</summary>
internal sealed record DcRecord
{
    /// <summary>A data centre of which nothing is known.</summary>
    public static DcRecord Empty { get; } = new();

    /// <summary>Its addresses as the server told them, best first, and behind them those that were published for bad times; empty if nobody told any.</summary>
    public ImmutableArray<DcAddress> Addresses { get; init; } = [];

    /// <summary>The 256 bytes of the authorisation key; empty before the first key exchange. A secret.</summary>
    public ImmutableArray<byte> AuthKey { get; init; } = [];

    /// <summary>What names the key on the wire; null before the first key exchange. No secret.</summary>
    public long? KeyId => AuthKey.IsEmpty ? null : MtProto.Crypto.AuthKey.IdOf(AuthKey.AsSpan());

    /// <summary>Whether the account was logged in with this key.</summary>
    public bool IsAuthorized { get; init; }

    /// <summary>Server time minus this machine's time when it was last seen.</summary>
    public TimeSpan ServerTimeOffset { get; init; }

    /// <summary>The salts that the server has announced for this key.</summary>
    public ImmutableArray<ServerSalt> Salts { get; init; } = [];

    /// <summary>How many those are.</summary>
    public int SaltCount => Salts.Length;
}
