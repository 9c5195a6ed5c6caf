namespace TelegramHost.Emulator;

/// <summary>A channel in one account's chat list: the messages are the channel's, the read marks are the account's.</summary>
internal sealed class ChannelDialog(Account owner, EmulatedChannel channel) : Dialog(channel.Key)
{
    /// <inheritdoc/>
    public override IReadOnlyList<MessageCopy> Messages => [.. Shown.Reverse().Select(message => message.CopyOf(owner)!)];

    /// <inheritdoc/>
    public override MessageCopy? Top => Shown.FirstOrDefault()?.CopyOf(owner);

    /// <inheritdoc/>
    public override int UnreadCount => Shown.TakeWhile(message => message.Place!.Id > ReadInboxMaxId).Count(message => message.Sender != owner);

    /// <summary>The pts as the owner knows it.</summary>
    public int Pts => channel.History.PtsOf(owner);

    private IEnumerable<SharedMessage> Shown
    {
        get
        {
            var messages = channel.History.Messages;
            for (var i = messages.Count - 1; i >= 0; i--)
            {
                if (messages[i].IsShownTo(owner))
                    yield return messages[i];
            }
        }
    }
}
