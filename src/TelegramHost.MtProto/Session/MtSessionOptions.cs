using System.Collections.Immutable;

namespace TelegramHost.MtProto.Session;

/// <summary>What a session starts with, and its times.</summary>
internal sealed class MtSessionOptions
{
    /// <summary>The salts known for the auth key: of the handshake, or as stored. Never those of another key.</summary>
    public ImmutableArray<ServerSalt> Salts { get; init; } = [];

    /// <summary>Server time minus local time, as the handshake measured it or as stored. Default: zero.</summary>
    public TimeSpan ServerTimeOffset { get; init; }

    /// <summary>The session's id; null draws one. An id must never be used with two keys.</summary>
    public long? SessionId { get; init; }

    /// <summary>Time between pings on a connection. Default: 60 seconds.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the server keeps a connection without another ping. Default: 75 seconds.</summary>
    public TimeSpan PingDisconnectDelay { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>How long a silent connection may owe a pong before it is given up. Default: 30 seconds.</summary>
    public TimeSpan PongTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an acknowledgement may wait for a packet to ride on. Default: 30 seconds.</summary>
    public TimeSpan AckDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long a request without answer is asked after, and how often. Default: 15 seconds.</summary>
    public TimeSpan StateCheckDelay { get; init; } = TimeSpan.FromSeconds(15);
}
