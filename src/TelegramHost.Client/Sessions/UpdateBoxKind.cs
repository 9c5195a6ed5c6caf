namespace TelegramHost.Client.Sessions;

/// <summary>What an <see cref="UpdateBox"/> counts. The numbers are stored and never change.</summary>
public enum UpdateBoxKind
{
    /// <summary>Messages in private chats and groups.</summary>
    Pts = 0,

    /// <summary>Secret chats and bots' own events.</summary>
    Qts = 1,

    /// <summary>The containers that carry updates.</summary>
    Seq = 2,

    /// <summary>Nothing: the date of the last container, Unix seconds.</summary>
    Date = 3,

    /// <summary>Messages in one channel or supergroup.</summary>
    Channel = 4,

    /// <summary>The new messages of one chat, by their ids: there while they are handled further than the box above says. "Reserved" is the counter of that box at which they no longer are.</summary>
    Chat = 5,

    /// <summary>The new messages of one channel or supergroup, or of all other chats together, by their ids. Only "reserved" says something.</summary>
    Message = 6,
}
