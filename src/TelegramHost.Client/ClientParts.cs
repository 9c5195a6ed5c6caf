using Microsoft.Extensions.Logging;
using TelegramHost.Client.Areas;
using TelegramHost.Client.Model;
using TelegramHost.Client.Network;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Rpc;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Client;

/// <summary>What a client has from its creation on; a <see cref="ClientRuntime"/> is what it has while it runs.</summary>
internal sealed record ClientParts(
    TelegramClientOptions Options,
    IConnector Connector,
    ISessionStore Store,
    ILoggerFactory LoggerFactory,
    TimeProvider Time,
    PeerCache Peers,
    OwnMessages Own,
    ModelFactory Model,
    AuthArea Auth,
    ITelegramAuthenticator? Authenticator,
    UpdateStream Updates,
    OpenChannels Open,
    ConnectionBoard Board)
{
    /// <summary>Whether a lost login can be renewed, and may be.</summary>
    public bool CanLogInAgain => Options.Login.WhenLost == LoginLossPolicy.LogInAgain
        && (!string.IsNullOrWhiteSpace(Options.BotToken) || Authenticator is not null);
}
