using System.Collections.Immutable;
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

    /// <summary>The salts of this key that were known when it was handed out, until a session has taken them.</summary>
    public ImmutableArray<ServerSalt> Salts { get; private set; } = [];

    /// <summary>Server time minus the time of this process's monotonic clock.</summary>
    public TimeSpan ServerTimeOffset { get; private init; }

    /// <summary>The temporary key that this is a copy of; null for the permanent one.</summary>
    public TemporaryKey? Temporary { get; private init; }

    /// <summary>A session in which the key was bound over the connection that it was asked for; 0 if that was not needed.</summary>
    public long BindingSession { get; private init; }

    /// <summary>The key of <paramref name="record"/>, which MUST have one.</summary>
    /// <param name="record">What is stored; its time counts from the wall clock.</param>
    /// <param name="wallLead">How far the wall clock is ahead of the monotonic one.</param>
    public static DcKey Of(DcRecord record, TimeSpan wallLead) => new(record.AuthKey.AsSpan())
    {
        Salts = record.Salts,
        ServerTimeOffset = record.ServerTimeOffset + wallLead,
    };

    /// <summary>A copy of <paramref name="temporary"/>.</summary>
    public static DcKey Of(TemporaryKey temporary, AuthKey key, ImmutableArray<ServerSalt> salts, long bindingSession) => new(key.Bytes)
    {
        Salts = salts,
        ServerTimeOffset = temporary.ServerTimeOffset,
        Temporary = temporary,
        BindingSession = bindingSession,
    };

    /// <summary>The id of the key in <paramref name="record"/>; 0 if there is none.</summary>
    public static long IdOf(DcRecord record) => record.AuthKey.IsEmpty ? 0 : AuthKey.IdOf(record.AuthKey.AsSpan());

    /// <summary>Hands the salts over to a session, which keeps them from then on.</summary>
    public ImmutableArray<ServerSalt> TakeSalts()
    {
        var salts = Salts;
        Salts = [];
        return salts;
    }

    /// <summary>Whether <paramref name="record"/> holds this very key: another may have been made since. Also after it was disposed.</summary>
    public bool IsOf(DcRecord record) => IdOf(record) == Key.Id;

    /// <inheritdoc/>
    public void Dispose() => Key.Dispose();
}
