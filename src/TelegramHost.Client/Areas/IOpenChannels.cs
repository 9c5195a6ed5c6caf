namespace TelegramHost.Client.Areas;

/// <summary>Keeps channels open; every method returns at once.</summary>
internal interface IOpenChannels
{
    /// <summary>Opens a channel; one that is open already is opened once more.</summary>
    /// <param name="id">The channel.</param>
    /// <param name="pts">Where it stands.</param>
    /// <param name="isGuest">Whether it is known that the account is not in it.</param>
    void Open(long id, int pts, bool isGuest);

    /// <summary>Closes a channel; it is closed once everybody who opened it has closed it.</summary>
    void Close(long id);
}
