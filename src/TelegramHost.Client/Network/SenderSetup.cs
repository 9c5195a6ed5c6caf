using Microsoft.Extensions.Logging;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Network;

/// <summary>What all senders of one client share.</summary>
internal sealed record SenderSetup(
    TelegramClientOptions Options,
    DcDialer Dialer,
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
}
