using TelegramHost.Schema;

namespace TelegramHost.Client.Areas;

/// <summary>Finds a sent or edited message in the answer to its call.</summary>
internal static class SentMessages
{
    /// <summary>The message that was sent with <paramref name="randomId"/>, or the only one that the answer holds.</summary>
    public static MessageBase? Find(UpdatesBase answer, long? randomId)
    {
        UpdateBase[] updates = answer switch
        {
            Schema.Updates u => u.UpdatesValue,
            UpdatesCombined u => u.Updates,
            UpdateShort u => [u.Update],
            _ => [],
        };
        int? id = null;
        foreach (var update in updates)
        {
            if (update is UpdateMessageID named && named.RandomId == randomId)
                id = named.Id;
        }

        MessageBase? found = null;
        foreach (var update in updates)
        {
            if (MessageOf(update) is not { } message)
                continue;
            if (IdOf(message) == id)
                return message;
            found ??= message;
        }

        // Without the id of this call, one message is the one; among several nobody could tell.
        return id is null ? found : null;
    }

    private static MessageBase? MessageOf(UpdateBase update) => update switch
    {
        UpdateNewMessage u => u.Message,
        UpdateNewChannelMessage u => u.Message,
        UpdateNewScheduledMessage u => u.Message,
        UpdateEditMessage u => u.Message,
        UpdateEditChannelMessage u => u.Message,
        _ => null,
    };

    private static int? IdOf(MessageBase message) => message switch
    {
        Message m => m.Id,
        MessageService m => m.Id,
        _ => null,
    };
}
