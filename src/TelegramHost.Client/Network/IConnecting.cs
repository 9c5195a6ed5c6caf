namespace TelegramHost.Client.Network;

/// <summary>Who is on the way to a data centre, as pipeline Connect sees it.</summary>
internal interface IConnecting
{
    /// <summary>Whether another try may succeed where <paramref name="fault"/> ended one.</summary>
    bool MayTryAgain(Exception fault);

    /// <summary>A try has failed, and the next one is made after <paramref name="pause"/>.</summary>
    void HandlePause(Exception fault, TimeSpan pause);
}
