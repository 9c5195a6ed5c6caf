using TelegramHost.Emulator.Rpc;

namespace TelegramHost.Emulator;

/// <summary>The people, bots, chats and messages of one emulator, and what a person without a client can do in it.</summary>
/// <remarks>Safe for several threads: everything happens under one lock, in one order.</remarks>
public sealed partial class World
{
    private readonly IReadOnlyList<int> _dataCenters;

    /// <summary>An empty world.</summary>
    /// <param name="time">The clock of all dates and timeouts; a virtual one in tests.</param>
    /// <param name="seed">Makes ids and hashes repeatable; null takes a random one.</param>
    /// <param name="dataCenters">The data centers; accounts live in the first unless told otherwise. Null: 2 alone.</param>
    internal World(TimeProvider time, int? seed = null, IReadOnlyList<int>? dataCenters = null)
    {
        _dataCenters = dataCenters ?? [2];
        Random = seed is { } given ? new Random(given) : new Random();
        Clock = new WorldClock(time);
        Roster = new Roster(Random, _dataCenters[0]);
        Archive = new Archive(Roster);
        Gatekeeper = new PeerGate(Roster, Archive);
        View = new TlView(Roster);
        Watchers = new Watchers(Roster);
        Postman = new Postman(Roster, View, Clock);
        ReadMarks = new ReadMarks(Roster, Postman, Watchers);
        ChannelMail = new ChannelMail(Postman, Clock, Watchers);
        ChannelReads = new ChannelReads(Postman, Watchers);
        ChannelPosts = new ChannelPosts(Roster, ChannelMail, ChannelReads, Clock);
        PostOffice = new PostOffice(Roster, Gatekeeper, Postman, ReadMarks, ChannelPosts, Archive, Clock, Watchers);
        Corrections = new Corrections(Postman, ChannelMail, Clock, Watchers);
        Groups = new GroupLife(Roster, PostOffice, Postman, Clock, Watchers);
        Channels = new ChannelLife(Roster, PostOffice, ChannelPosts, ChannelMail, Clock);
        ChannelOffice = new ChannelOffice(Roster, Channels, ChannelPosts, ChannelMail);
        InviteLinks = new InviteLinks(Random, Channels, Clock);
        Typing = new TypingBoard(Roster, Postman, ChannelMail, Watchers);
        Callbacks = new CallbackDesk(Random, Postman, Clock);
        Business = new BusinessDesk(Random, Postman, Clock);
        Files = new FileStore(Random, Clock);
        Cdn = new CdnShelf(Random);
        Media = new MediaRoom(Files);
    }

    /// <summary>Everybody in the world, bots included.</summary>
    public IReadOnlyList<EmulatedUser> Users
    {
        get
        {
            lock (Gate)
                return [.. Roster.Users];
        }
    }

    /// <summary>Where updates go; set once by the server before the first client connects.</summary>
    internal IUpdateOutlet? Outlet
    {
        get => Postman.Outlet;
        set => Postman.Outlet = value;
    }

    internal Lock Gate { get; } = new();

    internal Random Random { get; }

    internal WorldClock Clock { get; }

    internal Roster Roster { get; }

    internal Archive Archive { get; }

    internal PeerGate Gatekeeper { get; }

    internal TlView View { get; }

    internal Watchers Watchers { get; }

    internal Postman Postman { get; }

    internal ReadMarks ReadMarks { get; }

    internal PostOffice PostOffice { get; }

    internal Corrections Corrections { get; }

    internal GroupLife Groups { get; }

    internal ChannelMail ChannelMail { get; }

    internal ChannelReads ChannelReads { get; }

    internal ChannelPosts ChannelPosts { get; }

    internal ChannelLife Channels { get; }

    internal ChannelOffice ChannelOffice { get; }

    internal InviteLinks InviteLinks { get; }

    internal DifferenceRules Differences { get; } = new();

    internal TypingBoard Typing { get; }

    internal CallbackDesk Callbacks { get; }

    internal BusinessDesk Business { get; }

    internal FileStore Files { get; }

    internal CdnShelf Cdn { get; }

    internal MediaRoom Media { get; }

    /// <summary>Adds a person.</summary>
    /// <param name="firstName">The first name.</param>
    /// <param name="phone">The phone number to log in with, or null for somebody who never does.</param>
    /// <param name="username">The username, or null.</param>
    /// <param name="lastName">The last name, or null.</param>
    /// <exception cref="ArgumentException">The phone number or the username is taken.</exception>
    public EmulatedUser AddUser(string firstName, string? phone = null, string? username = null, string? lastName = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(firstName);
        lock (Gate)
            return Roster.AddUser(firstName, lastName, phone, username);
    }

    /// <summary>Lets a bot act in a person's name, as a connected business bot; the bot gets <c>updateBotBusinessConnect</c>.</summary>
    /// <remarks>Source: https://core.telegram.org/api/bots/connected-business-bots</remarks>
    /// <returns>The connection's id.</returns>
    public string ConnectBusiness(EmulatedUser owner, EmulatedBot bot)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(bot);
        lock (Gate)
            return Business.Connect(owner.Account, bot.Account);
    }

    /// <summary>Adds a bot.</summary>
    /// <param name="token">Its token; the number in front of the colon becomes the bot's user id.</param>
    /// <param name="username">The username.</param>
    /// <param name="firstName">The name that chats show; the username when null.</param>
    /// <exception cref="ArgumentException">The token has not the shape of one, or the id or the username is taken.</exception>
    public EmulatedBot AddBot(string token, string username, string? firstName = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        ArgumentException.ThrowIfNullOrWhiteSpace(username);
        lock (Gate)
            return Roster.AddBot(token, username, firstName ?? username.TrimStart('@'));
    }

    /// <summary>Makes a basic group.</summary>
    /// <exception cref="WorldException">The title is empty or too long.</exception>
    public EmulatedGroup CreateGroup(string title, EmulatedUser creator, params IReadOnlyList<EmulatedUser> members)
    {
        ArgumentNullException.ThrowIfNull(creator);
        lock (Gate)
            return Groups.Create(creator.Account, title, [.. members.Select(member => member.Account)], 0).Group;
    }

    /// <summary>Gives a person a second factor, or takes it away.</summary>
    public void SetPassword(EmulatedUser user, string? password, string? hint = null)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (Gate)
            user.Account.Password = password is null ? null : new CloudPassword(password, hint, Random);
    }

    /// <summary>Gives an account another home: logins at other data centers are sent there from now on, those that are there stay.</summary>
    /// <exception cref="ArgumentException">There is no such data center (<see cref="EmulatorOptions.FurtherDataCenters"/>).</exception>
    public void SetDataCenter(EmulatedUser user, int dataCenter)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (!_dataCenters.Contains(dataCenter))
            throw new ArgumentException($"There is no data center {dataCenter}; EmulatorOptions.FurtherDataCenters adds one.", nameof(dataCenter));
        lock (Gate)
            user.DataCenter = dataCenter;
    }

    /// <summary>Puts a person into another one's contacts.</summary>
    public void AddContact(EmulatedUser owner, EmulatedUser contact)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(contact);
        lock (Gate)
            owner.Account.Contacts.Add(contact.Id);
    }

    /// <summary>Forbids somebody to write to a person, or allows it again. A bot is told.</summary>
    public void SetBlocked(EmulatedUser owner, EmulatedUser other, bool blocked)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(other);
        lock (Gate)
        {
            if (!(blocked ? owner.Account.Blocked.Add(other.Id) : owner.Account.Blocked.Remove(other.Id)) || !other.IsBot)
                return;
            var date = Clock.UnixTime;
            Postman.Push(other.Account, 0, other.Account.Log.AddQts(qts =>
                new Schema.UpdateBotStopped { UserId = owner.Id, Date = date, Stopped = blocked, Qts = qts }));
        }
    }

    /// <summary>Sends a text as a person.</summary>
    /// <param name="sender">Who writes.</param>
    /// <param name="to">A person, a bot, a group or a channel.</param>
    /// <param name="text">The text; commands, mentions and links in it are found as Telegram does.</param>
    /// <param name="replyToId">The message to answer, by the id that the sender knows it by.</param>
    /// <param name="cancellationToken">Stops before anything is sent.</param>
    /// <returns>The message as its sender sees it.</returns>
    /// <exception cref="WorldException">Telegram would not allow it.</exception>
    public Task<EmulatedMessage> SendTextAsync(
        EmulatedUser sender, EmulatedPeer to, string text, int? replyToId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(text);
        cancellationToken.ThrowIfCancellationRequested();
        lock (Gate)
        {
            var (trimmed, entities) = MessageText.Prepare(text, null, isCaption: false, _ => 0);
            var draft = new Draft { Text = trimmed, Entities = entities, ReplyToId = replyToId };
            return Task.FromResult(PersonView.Message(PostOffice.Send(sender.Account, to.Key, draft, 0).Copy, Roster));
        }
    }

    /// <summary>Presses a callback button under a bot's message in a private chat or a basic group, and waits for the bot.</summary>
    /// <param name="presser">Who presses.</param>
    /// <param name="messageId">The message, by the id that the presser knows it by.</param>
    /// <param name="data">The button's data.</param>
    /// <param name="cancellationToken">Stops waiting; the bot has the query all the same.</param>
    /// <exception cref="WorldException">MESSAGE_ID_INVALID, DATA_INVALID, or BOT_RESPONSE_TIMEOUT after 15 seconds.</exception>
    public Task<CallbackAnswer> PressAsync(
        EmulatedUser presser, int messageId, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(presser);
        CallbackDesk.Query query;
        lock (Gate)
            query = Callbacks.Ask(presser.Account, presser.Account.Box.Find(messageId), data.ToArray());
        return Callbacks.WaitAsync(query, cancellationToken);
    }

    /// <summary>Changes the text of one's own message in a private chat or a basic group.</summary>
    /// <exception cref="WorldException">Telegram would not allow it.</exception>
    public EmulatedMessage EditText(EmulatedUser editor, int messageId, string text)
    {
        ArgumentNullException.ThrowIfNull(editor);
        ArgumentNullException.ThrowIfNull(text);
        lock (Gate)
            return EditText(editor.Account.Box.Find(messageId), text);
    }

    /// <summary>Deletes messages of private chats and basic groups, for everybody where Telegram allows it.</summary>
    public void Delete(EmulatedUser user, params IReadOnlyList<int> messageIds)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (Gate)
            Corrections.Delete(user.Account, messageIds, revoke: true, 0);
    }

    /// <summary>Shows or hides "is typing" at the other side.</summary>
    public void SetTyping(EmulatedUser user, EmulatedPeer chat, bool isTyping = true)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(chat);
        lock (Gate)
            Typing.Set(user.Account, chat.Key, isTyping ? new Schema.SendMessageTypingAction() : new Schema.SendMessageCancelAction());
    }

    /// <summary>Marks everything in a conversation as read.</summary>
    public void MarkRead(EmulatedUser reader, EmulatedPeer chat)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(chat);
        lock (Gate)
        {
            if (chat is EmulatedChannel channel)
                ChannelReads.Read(reader.Account, channel, int.MaxValue, 0);
            else
                ReadMarks.Read(reader.Account, chat.Key, int.MaxValue, 0);
        }
    }

    /// <summary>A person's chat list, newest first.</summary>
    public IReadOnlyList<EmulatedChat> ChatsOf(EmulatedUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (Gate)
            return [.. user.Account.Box.ByActivity().Select(dialog => PersonView.Chat(dialog, Roster))];
    }

    /// <summary>The newest messages of a conversation, oldest first.</summary>
    public IReadOnlyList<EmulatedMessage> History(EmulatedUser viewer, EmulatedPeer chat, int limit = 100)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(chat);
        lock (Gate)
            return [.. Archive.All(viewer.Account, chat.Key).TakeLast(limit).Select(copy => PersonView.Message(copy, Roster))];
    }

    /// <summary>Watches what changes for a person, from now on.</summary>
    public WorldWatch Watch(EmulatedUser viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var watch = new WorldWatch(viewer, Forget);
        lock (Gate)
            Watchers.Add(watch);
        return watch;

        void Forget(WorldWatch ended)
        {
            lock (Gate)
                Watchers.Remove(ended);
        }
    }

    /// <summary>The content of a file in a message, or null.</summary>
    public byte[]? ReadFile(long fileId)
    {
        lock (Gate)
            return Files.Find(fileId)?.Content;
    }

    /// <summary>Makes every file reference that clients hold stale; messages fetched anew carry fresh ones.</summary>
    public void ExpireFileReferences()
    {
        lock (Gate)
        {
            Files.ExpireReferences();
            foreach (var message in Roster.Users.SelectMany(user => user.Account.Box.Dialogs).SelectMany(dialog => dialog.Messages))
                message.Content.Media = Media.Refreshed(message.Content.Media);
        }
    }
}
