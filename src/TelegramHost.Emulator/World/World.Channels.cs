namespace TelegramHost.Emulator;

/// <summary>What people do in supergroups and channels.</summary>
public sealed partial class World
{
    /// <summary>Makes a supergroup.</summary>
    /// <param name="title">The title.</param>
    /// <param name="creator">Its owner.</param>
    /// <param name="members">Who is added at once.</param>
    /// <exception cref="WorldException">The title is empty or too long.</exception>
    public EmulatedChannel CreateSupergroup(string title, EmulatedUser creator, params IReadOnlyList<EmulatedUser> members) =>
        CreateChannel(title, isBroadcast: false, creator, members);

    /// <summary>Makes a broadcast channel.</summary>
    /// <param name="title">The title.</param>
    /// <param name="creator">Its owner, who posts.</param>
    /// <param name="subscribers">Who reads it; bots come in by <see cref="Promote"/>.</param>
    /// <exception cref="WorldException">The title is empty or too long, or a subscriber is a bot.</exception>
    public EmulatedChannel CreateChannel(string title, EmulatedUser creator, params IReadOnlyList<EmulatedUser> subscribers) =>
        CreateChannel(title, isBroadcast: true, creator, subscribers);

    /// <summary>Turns a basic group into a supergroup; everybody comes along.</summary>
    /// <exception cref="WorldException">It is one already.</exception>
    public EmulatedChannel Migrate(EmulatedGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        lock (Gate)
            return Channels.Migrate(group.Creator, group, 0).Channel;
    }

    /// <summary>Gives a channel a username, which makes it public, or takes it away.</summary>
    /// <exception cref="WorldException">The name is taken, or none.</exception>
    public void SetUsername(EmulatedChannel channel, string? username)
    {
        ArgumentNullException.ThrowIfNull(channel);
        lock (Gate)
            ChannelOffice.Name(channel.Creator, channel, username, 0);
    }

    /// <summary>A person comes into a channel.</summary>
    /// <exception cref="WorldException">It is in it already, or was banned.</exception>
    public void Join(EmulatedUser user, EmulatedChannel channel)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(channel);
        lock (Gate)
            Channels.Join(user.Account, channel, 0);
    }

    /// <summary>A member adds others.</summary>
    /// <exception cref="WorldException">Telegram would not allow it.</exception>
    public void Invite(EmulatedUser actor, EmulatedChannel channel, params IReadOnlyList<EmulatedUser> newcomers)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(channel);
        lock (Gate)
            Channels.Invite(actor.Account, channel, [.. newcomers.Select(newcomer => newcomer.Account)], 0);
    }

    /// <summary>A member leaves a channel.</summary>
    /// <exception cref="WorldException">It is not in it, or is its creator.</exception>
    public void Leave(EmulatedUser member, EmulatedChannel channel)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(channel);
        lock (Gate)
            Channels.Leave(member.Account, channel, 0);
    }

    /// <summary>Throws somebody out for good, or lets it come back.</summary>
    /// <exception cref="WorldException">The actor may not.</exception>
    public void SetBanned(EmulatedUser actor, EmulatedChannel channel, EmulatedUser subject, bool isBanned = true)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(subject);
        lock (Gate)
            ChannelOffice.Restrict(actor.Account, channel, subject.Account, new Schema.ChatBannedRights { ViewMessages = isBanned, UntilDate = 0 }, 0);
    }

    /// <summary>Makes a member an administrator with all rights, or takes them away. A bot need not be a member: it comes in by this.</summary>
    /// <exception cref="WorldException">The actor may not, or the subject is not a member.</exception>
    public void Promote(EmulatedUser actor, EmulatedChannel channel, EmulatedUser subject, bool isAdministrator = true)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(subject);
        lock (Gate)
        {
            ChannelOffice.Promote(
                actor.Account, channel, subject.Account, isAdministrator ? ChannelRights.Everything : new Schema.ChatAdminRights(), null, 0);
        }
    }

    /// <summary>Pins a message of a channel, or takes it off.</summary>
    /// <exception cref="WorldException">The actor may not, or there is no such message.</exception>
    public void SetPinned(EmulatedUser actor, EmulatedChannel channel, int messageId, bool isPinned = true)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(channel);
        lock (Gate)
            ChannelPosts.Pin(actor.Account, channel, messageId, isPinned, 0);
    }

    /// <summary>Presses a callback button under a bot's message, and waits for the bot.</summary>
    /// <param name="presser">Who presses.</param>
    /// <param name="chat">Where the message is.</param>
    /// <param name="messageId">The message, by the id that the presser knows it by.</param>
    /// <param name="data">The button's data.</param>
    /// <param name="cancellationToken">Stops waiting; the bot has the query all the same.</param>
    /// <exception cref="WorldException">MESSAGE_ID_INVALID, DATA_INVALID, or BOT_RESPONSE_TIMEOUT after 15 seconds.</exception>
    public Task<CallbackAnswer> PressAsync(
        EmulatedUser presser, EmulatedPeer chat, int messageId, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(presser);
        ArgumentNullException.ThrowIfNull(chat);
        CallbackDesk.Query query;
        lock (Gate)
            query = Callbacks.Ask(presser.Account, Archive.Find(presser.Account, chat.Key, messageId), data.ToArray());
        return Callbacks.WaitAsync(query, cancellationToken);
    }

    /// <summary>Changes the text of one's own message.</summary>
    /// <exception cref="WorldException">Telegram would not allow it.</exception>
    public EmulatedMessage EditText(EmulatedUser editor, EmulatedPeer chat, int messageId, string text)
    {
        ArgumentNullException.ThrowIfNull(editor);
        ArgumentNullException.ThrowIfNull(chat);
        ArgumentNullException.ThrowIfNull(text);
        lock (Gate)
            return EditText(Archive.Find(editor.Account, chat.Key, messageId), text);
    }

    /// <summary>Deletes messages, for everybody where Telegram allows it.</summary>
    /// <exception cref="WorldException">In a channel: somebody else's, and the user may not delete those.</exception>
    public void Delete(EmulatedUser user, EmulatedPeer chat, params IReadOnlyList<int> messageIds)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(chat);
        lock (Gate)
        {
            if (chat is EmulatedChannel channel)
                ChannelPosts.Delete(user.Account, channel, messageIds, 0);
            else
                Corrections.Delete(user.Account, messageIds, revoke: true, 0);
        }
    }

    private EmulatedChannel CreateChannel(string title, bool isBroadcast, EmulatedUser creator, IReadOnlyList<EmulatedUser> members)
    {
        ArgumentNullException.ThrowIfNull(creator);
        lock (Gate)
        {
            var channel = Channels.Create(creator.Account, title, "", isBroadcast, 0).Channel;
            if (members.Count > 0)
                Channels.Invite(creator.Account, channel, [.. members.Select(member => member.Account)], 0);
            return channel;
        }
    }

    private EmulatedMessage EditText(MessageCopy? message, string text)
    {
        var copy = message ?? throw new WorldException(400, "MESSAGE_ID_INVALID");
        var (trimmed, entities) = MessageText.Prepare(text, null, copy.Content.Media is not null, _ => 0);
        Corrections.Edit(copy, trimmed, entities, copy.Content.Markup, null, 0);
        return PersonView.Message(copy, Roster);
    }
}
