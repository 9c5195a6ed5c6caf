using Microsoft.Extensions.Logging;
using Polly;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Network;

/// <summary>What all senders of one client share.</summary>
internal sealed record SenderSetup(
    TelegramClientOptions Options,
    DcDialer Dialer,
    Func<ResiliencePipeline> Connect,
    DcKeys Keys,
    ClientIntroduction Introduction,
    LiveSession Session,
    IUpdateSink Sink,
    ConnectionBoard Board,
    MonotonicClock Clock,
    TimeProvider Time,
    ILogger Logger)
{
    /// <summary>Whether a login that is lost may be renewed, so that its key need not be kept for a person to look at.</summary>
    public bool CanLogInAgain { get; init; }

    /// <summary>The tries of a connection to data centre <paramref name="dc"/>.</summary>
    public ConnectTries TriesOf(IConnecting owner, int dc) => new(owner, dc, Connect, Options.Connection.ReconnectDelay, Time);
}
