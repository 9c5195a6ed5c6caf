namespace TelegramHost.Emulator.Tests.Rpc;

/// <summary>Supergroups and channels: coming and going, rights, messages, links.</summary>
public sealed class ChannelServicesTests
{
    private readonly RpcStage _stage = new();
    private readonly EmulatedUser _ann;
    private readonly EmulatedUser _bob;
    private readonly EmulatedBot _bot;

    public ChannelServicesTests()
    {
        _ann = _stage.World.AddUser("Ann");
        _bob = _stage.World.AddUser("Bob", username: "bobby");
        _bot = _stage.World.AddBot("5000000001:secret", "some_bot");
    }

    [Fact]
    public async Task Supergroup_is_made_and_its_first_message_says_so_at_pts_2()
    {
        var ann = _stage.SeatOf(_ann);

        var updates = (Schema.Updates)await ann.CallAsync(new Schema.ChannelsCreateChannelRequest { Title = "Talk", About = "all", Megagroup = true });

        var channel = Assert.IsType<Schema.Channel>(Assert.Single(updates.Chats));
        Assert.True(channel is { Megagroup: true, Broadcast: false, Creator: true, AdminRights: not null });
        var created = Assert.Single(updates.UpdatesValue.OfType<Schema.UpdateNewChannelMessage>());
        Assert.Equal((2, 1), (created.Pts, created.PtsCount));
        Assert.IsType<Schema.MessageActionChannelCreate>(((Schema.MessageService)created.Message).Action);
        var full = (Schema.ChannelFull)(await ann.CallAsync(new Schema.ChannelsGetFullChannelRequest { Channel = Input(ann, channel.Id) })).FullChat;
        Assert.Equal(("all", 1, 2), (full.About, full.ParticipantsCount, full.Pts));
    }

    [Fact]
    public async Task Message_has_one_id_and_one_pts_for_all_members_and_none_of_their_own()
    {
        var channel = _stage.World.CreateSupergroup("Talk", _ann, _bob);
        var (ann, bob) = (_stage.SeatOf(_ann), _stage.SeatOf(_bob));
        var before = (_ann.Account.Log.Pts, _bob.Account.Log.Pts);

        var sent = New(await ann.CallAsync(Text(ann, channel, "hello")));

        var received = Assert.Single(bob.PushedUpdates.OfType<Schema.UpdateNewChannelMessage>());
        Assert.Equal((sent.Pts, 1), (received.Pts, received.PtsCount));
        Assert.Equal(((Schema.Message)sent.Message).Id, ((Schema.Message)received.Message).Id);
        Assert.True(((Schema.Message)sent.Message).Out);
        Assert.False(((Schema.Message)received.Message).Out);
        Assert.Equal(_ann.Id, Assert.IsType<Schema.PeerUser>(((Schema.Message)received.Message).FromId).UserId);
        Assert.Equal(before, (_ann.Account.Log.Pts, _bob.Account.Log.Pts));
    }

    [Fact]
    public async Task Post_of_a_channel_is_nobodys_and_counts_its_views_and_readers_may_not_write()
    {
        var channel = _stage.World.CreateChannel("News", _ann, _bob);
        var (ann, bob) = (_stage.SeatOf(_ann), _stage.SeatOf(_bob));

        await ann.CallAsync(Text(ann, channel, "read all about it"));

        var post = (Schema.Message)Assert.Single(bob.PushedUpdates.OfType<Schema.UpdateNewChannelMessage>()).Message;
        Assert.True(post is { Post: true, FromId: null, Views: 1 });
        var views = await bob.CallAsync(new Schema.MessagesGetMessagesViewsRequest { Peer = Peer(bob, channel), Id = [post.Id], Increment = true });
        Assert.Equal(2, views.Views[0].Views);
        Assert.Equal("400 CHAT_ADMIN_REQUIRED", await bob.ErrorOfAsync(Text(bob, channel, "letter to the editor")));
    }

    [Fact]
    public async Task Channel_is_known_by_the_accounts_own_hash_and_private_to_strangers()
    {
        var channel = _stage.World.CreateSupergroup("Talk", _ann);
        var (ann, bob) = (_stage.SeatOf(_ann), _stage.SeatOf(_bob));

        Assert.Equal("400 CHANNEL_INVALID", await ann.ErrorOfAsync(
            new Schema.ChannelsGetFullChannelRequest { Channel = new Schema.InputChannel { ChannelId = channel.Id, AccessHash = 1 } }));
        Assert.Equal("400 CHANNEL_INVALID", await ann.ErrorOfAsync(new Schema.ChannelsGetFullChannelRequest { Channel = Input(bob, channel.Id) }));
        Assert.Equal("406 CHANNEL_PRIVATE", await bob.ErrorOfAsync(new Schema.ChannelsGetFullChannelRequest { Channel = Input(bob, channel.Id) }));
        Assert.Equal("406 CHANNEL_PRIVATE", await bob.ErrorOfAsync(new Schema.ChannelsJoinChannelRequest { Channel = Input(bob, channel.Id) }));

        _stage.World.SetUsername(channel, "talk_here");

        var found = await bob.CallAsync(new Schema.ContactsResolveUsernameRequest { Username = "talk_here" });
        Assert.True(Assert.IsType<Schema.Channel>(Assert.Single(found.Chats)).Left);
        await bob.CallAsync(new Schema.ChannelsJoinChannelRequest { Channel = Input(bob, channel.Id) });
        Assert.Contains(_bob, channel.Members);
    }

    [Fact]
    public async Task Banned_member_is_told_loses_access_and_may_come_back_when_it_is_let()
    {
        var channel = _stage.World.CreateSupergroup("Talk", _ann, _bob, _bot);
        var (ann, bob, bot) = (_stage.SeatOf(_ann), _stage.SeatOf(_bob), _stage.SeatOf(_bot));
        var ban = new Schema.ChannelsEditBannedRequest
        {
            Channel = Input(ann, channel.Id),
            Participant = ann.PeerOf(_bob),
            BannedRights = new Schema.ChatBannedRights { ViewMessages = true, UntilDate = 0 },
        };
        Assert.Equal("400 CHAT_ADMIN_REQUIRED", await bob.ErrorOfAsync(new Schema.ChannelsEditBannedRequest
        {
            Channel = Input(bob, channel.Id), Participant = bob.PeerOf(_bot), BannedRights = ban.BannedRights,
        }));

        await ann.CallAsync(ban);

        Assert.IsType<Schema.ChannelForbidden>(bob.Pushed.OfType<Schema.Updates>().Single(push => push.UpdatesValue[0] is Schema.UpdateChannel).Chats.Single());
        Assert.Equal("406 CHANNEL_PRIVATE", await bob.ErrorOfAsync(
            new Schema.UpdatesGetChannelDifferenceRequest { Channel = Input(bob, channel.Id), Filter = new Schema.ChannelMessagesFilterEmpty(), Pts = 1, Limit = 10 }));
        Assert.DoesNotContain(_stage.World.ChatsOf(_bob), chat => chat.Peer == channel);
        Assert.DoesNotContain(bot.PushedUpdates, update => update is Schema.UpdateChannelParticipant);
        ban.BannedRights = new Schema.ChatBannedRights { UntilDate = 0 };
        await ann.CallAsync(ban);
        _stage.World.Invite(_ann, channel, _bob);
        Assert.Contains(_bob, channel.Members);
    }

    [Fact]
    public async Task Bot_is_told_by_qts_who_it_is_now_and_as_administrator_of_others_too()
    {
        var channel = _stage.World.CreateChannel("News", _ann);
        var bot = _stage.SeatOf(_bot);

        _stage.World.Promote(_ann, channel, _bot);
        _stage.World.Invite(_ann, channel, _bob);

        var told = bot.PushedUpdates.OfType<Schema.UpdateChannelParticipant>().ToList();
        Assert.Equal([(1, _bot.Id), (2, _bob.Id)], told.Select(update => (update.Qts, update.UserId)));
        Assert.IsType<Schema.ChannelParticipantAdmin>(told[0].NewParticipant);
        var state = await bot.CallAsync(new Schema.UpdatesGetStateRequest());
        Assert.Equal(2, state.Qts);
        Assert.Equal("400 USER_BOT", await _stage.SeatOf(_ann).ErrorOfAsync(new Schema.ChannelsInviteToChannelRequest
        {
            Channel = Input(_stage.SeatOf(_ann), channel.Id), Users = [_stage.SeatOf(_ann).UserOf(_stage.World.AddBot("5000000002:secret", "other_bot"))],
        }));
    }

    [Fact]
    public async Task Slow_mode_makes_members_wait_and_administrators_not()
    {
        var channel = _stage.World.CreateSupergroup("Talk", _ann, _bob);
        var (ann, bob) = (_stage.SeatOf(_ann), _stage.SeatOf(_bob));
        await ann.CallAsync(new Schema.ChannelsToggleSlowModeRequest { Channel = Input(ann, channel.Id), Seconds = 30 });
        await bob.CallAsync(Text(bob, channel, "one"));

        _stage.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("420 SLOWMODE_WAIT_20", await bob.ErrorOfAsync(Text(bob, channel, "two")));
        await ann.CallAsync(Text(ann, channel, "one"));
        await ann.CallAsync(Text(ann, channel, "two"));
        _stage.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("no error", await bob.ErrorOfAsync(Text(bob, channel, "two")));
    }

    [Fact]
    public async Task Restricted_member_reads_but_may_not_write()
    {
        var channel = _stage.World.CreateSupergroup("Talk", _ann, _bob);
        var (ann, bob) = (_stage.SeatOf(_ann), _stage.SeatOf(_bob));

        await ann.CallAsync(new Schema.ChannelsEditBannedRequest
        {
            Channel = Input(ann, channel.Id),
            Participant = ann.PeerOf(_bob),
            BannedRights = new Schema.ChatBannedRights { SendMessages = true, UntilDate = 0 },
        });

        Assert.Equal("403 CHAT_WRITE_FORBIDDEN", await bob.ErrorOfAsync(Text(bob, channel, "but")));
        Assert.Equal("no error", await bob.ErrorOfAsync(new Schema.MessagesSearchRequest
        {
            Peer = Peer(bob, channel), Q = "", Filter = new Schema.InputMessagesFilterEmpty(), MinDate = 0, MaxDate = 0, OffsetId = 0, AddOffset = 0,
            Limit = 10, MaxId = 0, MinId = 0, Hash = 0,
        }));
        var listed = await ann.CallAsync(new Schema.ChannelsGetParticipantsRequest
        {
            Channel = Input(ann, channel.Id), Filter = new Schema.ChannelParticipantsBanned { Q = "" }, Offset = 0, Limit = 10, Hash = 0,
        });
        Assert.False(Assert.IsType<Schema.ChannelParticipantBanned>(Assert.Single(((Schema.ChannelsChannelParticipants)listed).Participants)).Left);
    }

    [Fact]
    public async Task Message_is_edited_pinned_read_and_deleted_for_all()
    {
        var channel = _stage.World.CreateSupergroup("Talk", _ann, _bob);
        var (ann, bob) = (_stage.SeatOf(_ann), _stage.SeatOf(_bob));
        var id = ((Schema.Message)New(await ann.CallAsync(Text(ann, channel, "first"))).Message).Id;

        await ann.CallAsync(new Schema.MessagesEditMessageRequest { Peer = Peer(ann, channel), Id = id, Message = "second" });
        await ann.CallAsync(new Schema.MessagesUpdatePinnedMessageRequest { Peer = Peer(ann, channel), Id = id });
        await bob.CallAsync(new Schema.ChannelsReadHistoryRequest { Channel = Input(bob, channel.Id), MaxId = id });
        Assert.Equal("403 MESSAGE_DELETE_FORBIDDEN", await bob.ErrorOfAsync(new Schema.ChannelsDeleteMessagesRequest { Channel = Input(bob, channel.Id), Id = [id] }));
        var affected = await ann.CallAsync(new Schema.ChannelsDeleteMessagesRequest { Channel = Input(ann, channel.Id), Id = [id] });

        Assert.Equal("second", ((Schema.Message)bob.PushedUpdates.OfType<Schema.UpdateEditChannelMessage>().Single().Message).MessageValue);
        Assert.Equal([id], bob.PushedUpdates.OfType<Schema.UpdatePinnedChannelMessages>().Single().Messages);
        var pinning = (Schema.MessageService)bob.PushedUpdates.OfType<Schema.UpdateNewChannelMessage>().Last().Message;
        Assert.Equal(id, ((Schema.MessageReplyHeader)pinning.ReplyTo!).ReplyToMsgId);
        Assert.Equal(id, ann.PushedUpdates.OfType<Schema.UpdateReadChannelOutbox>().Single().MaxId);
        var gone = bob.PushedUpdates.OfType<Schema.UpdateDeleteChannelMessages>().Single();
        Assert.Equal((affected.Pts, affected.PtsCount), (gone.Pts, gone.PtsCount));
        Assert.DoesNotContain(_stage.World.History(_bob, channel), message => message.Id == id);
    }

    [Fact]
    public async Task Basic_group_becomes_a_supergroup_with_everybody_in_it()
    {
        var group = _stage.World.CreateGroup("Old", _ann, _bob, _bot);
        var (ann, bob) = (_stage.SeatOf(_ann), _stage.SeatOf(_bob));

        await ann.CallAsync(new Schema.MessagesMigrateChatRequest { ChatId = group.Id });

        var moved = (Schema.MessageActionChatMigrateTo)bob.PushedUpdates.OfType<Schema.UpdateNewMessage>().Select(update => update.Message)
            .OfType<Schema.MessageService>().Single().Action;
        var chats = (Schema.MessagesChats)await bob.CallAsync(new Schema.MessagesGetChatsRequest { Id = [group.Id] });
        Assert.True(Assert.IsType<Schema.Chat>(chats.Chats.Single()) is { Deactivated: true, MigratedTo: Schema.InputChannel { ChannelId: var to } } && to == moved.ChannelId);
        Assert.Equal(3, _stage.World.ChatsOf(_bob).Select(chat => chat.Peer).OfType<EmulatedChannel>().Single().Members.Count);
        Assert.Equal("403 CHAT_WRITE_FORBIDDEN", await ann.ErrorOfAsync(new Schema.MessagesSendMessageRequest { Peer = new Schema.InputPeerChat { ChatId = group.Id }, Message = "?", RandomId = 1 }));
    }

    [Fact]
    public async Task Link_lets_people_in_until_it_is_used_up()
    {
        var channel = _stage.World.CreateSupergroup("Talk", _ann);
        var (ann, bob) = (_stage.SeatOf(_ann), _stage.SeatOf(_bob));
        var link = (Schema.ChatInviteExported)await ann.CallAsync(new Schema.MessagesExportChatInviteRequest { Peer = Peer(ann, channel), UsageLimit = 1 });
        var hash = link.Link["https://t.me/+".Length..];

        Assert.Equal("Talk", Assert.IsType<Schema.ChatInvite>(await bob.CallAsync(new Schema.MessagesCheckChatInviteRequest { Hash = hash })).Title);
        await bob.CallAsync(new Schema.MessagesImportChatInviteRequest { Hash = hash });

        Assert.Contains(_bob, channel.Members);
        var eve = _stage.SeatOf(_stage.World.AddUser("Eve"));
        Assert.Equal("400 INVITE_HASH_EXPIRED", await eve.ErrorOfAsync(new Schema.MessagesImportChatInviteRequest { Hash = hash }));
        Assert.Equal("400 INVITE_HASH_INVALID", await eve.ErrorOfAsync(new Schema.MessagesCheckChatInviteRequest { Hash = "no" }));
    }

    [Fact]
    public async Task Dialogs_of_many_channels_come_page_by_page_each_with_its_pts()
    {
        for (var i = 0; i < 250; i++)
            _stage.World.CreateSupergroup($"Talk {i}", _ann);
        var ann = _stage.SeatOf(_ann);
        var seen = new HashSet<long>();
        var request = new Schema.MessagesGetDialogsRequest { OffsetPeer = new Schema.InputPeerEmpty(), OffsetDate = 0, OffsetId = 0, Limit = 100, Hash = 0 };

        for (var pages = 1; pages <= 3; pages++)
        {
            var page = (Schema.MessagesDialogsSlice)await ann.CallAsync(request);
            foreach (var dialog in page.Dialogs.Cast<Schema.Dialog>())
            {
                Assert.Equal(2, dialog.Pts);
                Assert.True(seen.Add(((Schema.PeerChannel)dialog.Peer).ChannelId));
            }

            var last = (Schema.Dialog)page.Dialogs[^1];
            (request.OffsetId, request.OffsetDate) = (last.TopMessage, _stage.World.Clock.UnixTime);
            request.OffsetPeer = Peer(ann, _stage.World.Roster.FindChannel(((Schema.PeerChannel)last.Peer).ChannelId)!);
        }

        Assert.Equal(250, seen.Count);
    }

    private Schema.MessagesSendMessageRequest Text(RpcSeat seat, EmulatedChannel channel, string text) =>
        new() { Peer = Peer(seat, channel), Message = text, RandomId = _stage.World.Random.NextInt64(1, long.MaxValue) };

    private Schema.InputChannel Input(RpcSeat seat, long id) =>
        new() { ChannelId = id, AccessHash = _stage.World.Roster.AccessHash(seat.Caller.Account!, _stage.World.Roster.FindChannel(id)!) };

    private Schema.InputPeerChannel Peer(RpcSeat seat, EmulatedChannel channel) => new() { ChannelId = channel.Id, AccessHash = Input(seat, channel.Id).AccessHash };

    private static Schema.UpdateNewChannelMessage New(Schema.UpdatesBase updates) => RpcSeat.UpdatesOf(updates).OfType<Schema.UpdateNewChannelMessage>().Single();
}
