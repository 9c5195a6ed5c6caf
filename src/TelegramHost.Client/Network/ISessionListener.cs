using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Network;

/// <summary>What a loop tells its sender. Called inside the loop: every method MUST return at once.</summary>
internal interface ISessionListener
{
    /// <summary>The first packet of this connection has passed all checks.</summary>
    void HandleHeardServer();

    /// <summary>The server pushed a boxed object; the array belongs to the listener.</summary>
    void HandleUpdates(byte[] updates);

    /// <summary>The server began a new session.</summary>
    void HandleNewSession();

    /// <summary>Salts or the time difference have changed and are worth storing.</summary>
    void HandleSessionChanged(MtSession session);
}
