using TelegramHost.Client.Sessions;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Network;

/// <summary>A data centre's authorisation key as one session uses it: a copy of its own, zeroed when disposed, and the salts to begin with.</summary>
internal sealed class DcKey : IDisposable
{
    private DcKey(ReadOnlySpan<byte> key) => Key = new AuthKey(key);

    /// <summary>The key.</summary>
    public AuthKey Key { get; }

    /// <summary>The salts of this key that were known when it was handed out.</summary>
    public IReadOnlyList<ServerSalt> Salts { get; private init; } = [];

    /// <summary>Server time minus this machine's time.</summary>
    public TimeSpan ServerTimeOffset { get; private init; }

    /// <summary>The key of <paramref name="record"/>, which MUST have one.</summary>
    public static DcKey Of(DcRecord record) => new(record.AuthKey.AsSpan())
    {
        Salts = [.. record.Salts.Select(salt => new ServerSalt(salt.Salt, salt.ValidSince, salt.ValidUntil))],
        ServerTimeOffset = record.ServerTimeOffset,
    };

    /// <summary>Whether <paramref name="record"/> holds this very key: another may have been made since. Also after it was disposed.</summary>
    public bool IsOf(DcRecord record) => !record.AuthKey.IsEmpty && AuthKey.IdOf(record.AuthKey.AsSpan()) == Key.Id;

    /// <inheritdoc/>
    public void Dispose() => Key.Dispose();
}
