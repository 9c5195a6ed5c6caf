using TelegramHost.Client;
using TelegramHost.Client.Areas;
using TelegramHost.Schema;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>Messages whose answers are lost, so that they are sent again.</summary>
public sealed class SendOnceTests : IDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));

    private CancellationToken Patience => _patience.Token;

    public void Dispose() => _patience.Dispose();

    [Theory]
    // The repetition is answered with the message, as it keeps its random_id.
    [InlineData("RPC_CALL_FAIL", 2)]
    // The message is there already and comes as an update.
    [InlineData("RANDOM_ID_DUPLICATE", 1)]
    public async Task Message_ThatGotThroughThoughItsAnswerIsAnError_IsSentOnce_AndAnswered(string error, int calls)
    {
        await using var rig = new BotRig();
        var options = rig.Options();
        options.Resilience.RetryDelay = TimeSpan.FromMilliseconds(5);
        await using var client = TelegramClient.Create(options);
        await client.ConnectAsync(Patience);
        var chat = await MeetAsync(rig, client);
        rig.Emulator.Faults.RefuseAfterwards("messages.sendMessage", 500, error);

        var sent = await client.Messages.SendTextAsync(chat, "once", Patience);

        Assert.Single(rig.Emulator.World.History(rig.Person, rig.Bot), message => message.Text == "once");
        Assert.Equal("once", sent.Text);
        Assert.Equal(calls, rig.CountOf("messages.sendMessage"));
    }

    [Fact]
    public async Task ForwardedMessages_ThatGotThroughThoughTheServerCallsThemDuplicates_AreAnsweredInTheirOrder()
    {
        await using var rig = new BotRig();
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);
        var chat = await MeetAsync(rig, client);
        string[] texts = ["one", "two", "three"];
        var first = new List<int>();
        foreach (var text in texts)
            first.Add((await client.Messages.SendTextAsync(chat, text, Patience)).Id);
        rig.Emulator.Faults.RefuseAfterwards("messages.forwardMessages", 500, "RANDOM_ID_DUPLICATE");

        var peer = PeerOf(rig);
        var answer = Assert.IsType<Schema.Updates>(await client.InvokeAsync(
            new MessagesForwardMessagesRequest { FromPeer = peer, ToPeer = peer, Id = [.. first], RandomId = [33, 22, 11] }, Patience));

        var named = answer.UpdatesValue.OfType<UpdateMessageID>().ToList();
        var forwarded = answer.UpdatesValue.OfType<UpdateNewMessage>().Select(update => Assert.IsType<Message>(update.Message)).ToList();
        Assert.Equal([33, 22, 11], named.Select(name => name.RandomId));
        Assert.Equal(named.Select(name => name.Id), forwarded.Select(message => message.Id));
        Assert.Equal(texts, forwarded.Select(message => message.MessageValue));
        Assert.Equal(7, rig.Emulator.World.History(rig.Person, rig.Bot).Count);
        Assert.Equal(1, rig.CountOf("messages.forwardMessages"));
    }

    [Fact]
    public async Task MediaInASupergroup_ThatGotThroughThoughTheServerCallsItADuplicate_IsAnswered()
    {
        await using var rig = new BotRig();
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);
        var group = rig.Emulator.World.CreateSupergroup("Talk", rig.Person, rig.Bot);
        var file = await client.Files.UploadAsync(new byte[100], "zeros.bin", cancellationToken: Patience);
        rig.Emulator.Faults.RefuseAfterwards("messages.sendMedia", 500, "RANDOM_ID_DUPLICATE");

        var answer = await client.InvokeAsync(
            new MessagesSendMediaRequest
            {
                Peer = new InputPeerChannel { ChannelId = group.Id, AccessHash = rig.Emulator.World.Roster.AccessHash(rig.Bot.Account, group) },
                Media = new InputMediaUploadedDocument { File = file.InputFile, MimeType = "application/octet-stream", Attributes = [] },
                Message = "a file",
                RandomId = 5,
            },
            Patience);

        var update = Assert.Single(Assert.IsType<Schema.Updates>(answer).UpdatesValue.OfType<UpdateNewChannelMessage>());
        Assert.Equal("a file", Assert.IsType<Message>(update.Message).MessageValue);
        Assert.Equal(1, rig.CountOf("messages.sendMedia"));
    }

    [Fact]
    public async Task ManyMessages_OverAFailingServer_AppearOnceEach()
    {
        await using var rig = new BotRig();
        var options = rig.Options();
        (options.Resilience.RetryDelay, options.Resilience.MaxRetries) = (TimeSpan.FromMilliseconds(5), 50);
        await using var client = TelegramClient.Create(options);
        await client.ConnectAsync(Patience);
        var chat = await MeetAsync(rig, client);
        rig.Emulator.Faults.RefuseAfterwards("messages.sendMessage", 500, "RPC_CALL_FAIL", count: 100);

        var texts = Enumerable.Range(0, 100).Select(i => $"message {i}").ToList();
        var sent = await Task.WhenAll(texts.Select(text => client.Messages.SendTextAsync(chat, text, Patience)));

        Assert.Equal(texts, sent.Select(message => message.Text));
        Assert.Equal(
            texts.Order(StringComparer.Ordinal),
            rig.Emulator.World.History(rig.Person, rig.Bot, limit: 300).Select(message => message.Text).Where(text => text != "/start").Order(StringComparer.Ordinal));
        Assert.Equal(200, rig.CountOf("messages.sendMessage"));
    }

    [Fact]
    public async Task Sequence_IsCarriedOutInItsOrder_EvenWhenOneOfItFails()
    {
        await using var rig = new BotRig();
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);
        var peer = await PeerAsync(rig, client);
        rig.Emulator.Faults.Refuse("messages.sendMessage", 400, "MESSAGE_EMPTY");
        var inOrder = new InvokeOptions { Sequence = new CallSequence() };

        var calls = Enumerable.Range(0, 50).Select(i => client.InvokeAsync(
            new MessagesSendMessageRequest { Peer = peer, Message = $"{i}", RandomId = i + 1 }, inOrder, Patience)).ToList();
        await Assert.ThrowsAsync<RpcException>(() => calls[0]);
        await Task.WhenAll(calls.Skip(1));

        Assert.Equal(
            Enumerable.Range(1, 49).Select(i => $"{i}"),
            rig.Emulator.World.History(rig.Person, rig.Bot).OrderBy(message => message.Id).Select(message => message.Text).Where(text => text != "/start"));
    }

    [Fact]
    public async Task Sequence_ThatTheServerDidNotGetTo_IsAskedForAgain()
    {
        await using var rig = new BotRig();
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);
        var inOrder = new InvokeOptions { Sequence = new CallSequence() };
        var release = new TaskCompletionSource();
        var before = rig.CountOf("users.getUsers");
        rig.Emulator.Faults.Hold("help.getNearestDc", release.Task);
        rig.Emulator.Faults.Refuse("users.getUsers", 400, "MSG_WAIT_TIMEOUT");

        var first = client.InvokeAsync(new HelpGetNearestDcRequest(), inOrder, Patience);
        var second = client.InvokeAsync(new UsersGetUsersRequest { Id = [new InputUserSelf()] }, inOrder, Patience);
        await client.InvokeAsync(new HelpGetConfigRequest(), Patience); // It left behind both, so the second stands behind the first.
        release.SetResult();

        Assert.Equal(rig.Emulator.DataCenter, (await first).ThisDc);
        Assert.Single(await second);
        Assert.Equal(before + 2, rig.CountOf("users.getUsers"));
    }

    [Fact]
    public async Task Takeout_IsNamedByItsCalls_UntilItIsFinished()
    {
        await using var rig = new BotRig();
        var options = rig.Options();
        options.BotToken = null;
        await using var person = TelegramClient.Create(options);
        await person.ConnectAsync(Patience);
        var code = await person.Auth.SendCodeAsync("+10000000001", Patience);
        Assert.IsType<SignInResult.SignedIn>(await person.Auth.SignInAsync(code, "12345", Patience));

        await using (var takeout = await TakeoutSession.BeginAsync(person, new AccountInitTakeoutSessionRequest { Contacts = true }, Patience))
        {
            Assert.Single(await takeout.InvokeAsync(new UsersGetUsersRequest { Id = [new InputUserSelf()] }, Patience));
            await takeout.FinishAsync(isSuccess: true, Patience);
            var over = await Assert.ThrowsAsync<RpcException>(
                () => takeout.InvokeAsync(new UsersGetUsersRequest { Id = [new InputUserSelf()] }, Patience));
            Assert.Equal(RpcErrorNames.TakeoutInvalid, over.Error);
        }

        await using (await TakeoutSession.BeginAsync(person, new AccountInitTakeoutSessionRequest { Contacts = true }, Patience))
            Assert.Single(rig.Person.Account.Takeouts);
        Assert.Empty(rig.Person.Account.Takeouts);
        Assert.Equal(2, rig.CountOf("account.finishTakeoutSession"));
    }

    [Fact]
    public async Task BusinessConnection_LetsABotWriteInAPersonsName_AndNobodyElse()
    {
        await using var rig = new BotRig();
        var friend = rig.Emulator.World.AddUser("Grace", "+10000000002");
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);
        var id = rig.Emulator.World.ConnectBusiness(rig.Person, rig.Bot);
        var told = Assert.IsType<Schema.Updates>(await client.InvokeAsync(new AccountGetBotBusinessConnectionRequest { ConnectionId = id }, Patience));
        var connection = Assert.IsType<UpdateBotBusinessConnect>(Assert.Single(told.UpdatesValue)).Connection;
        var send = new MessagesSendMessageRequest
        {
            Peer = new InputPeerUser { UserId = friend.Id, AccessHash = rig.Emulator.World.Roster.AccessHash(rig.Bot.Account, friend) },
            Message = "from Ada",
            RandomId = 1,
        };

        var answer = Assert.IsType<Schema.Updates>(await client.InvokeAsync(send, InvokeOptions.ForBusiness(connection), Patience));
        var wrong = await Assert.ThrowsAsync<RpcException>(
            () => client.InvokeAsync(send, new InvokeOptions { BusinessConnectionId = "another" }, Patience));
        var refused = await Assert.ThrowsAsync<RpcException>(
            () => client.InvokeAsync(new UsersGetUsersRequest { Id = [new InputUserSelf()] }, InvokeOptions.ForBusiness(connection), Patience));

        Assert.Equal("from Ada", Assert.Single(rig.Emulator.World.History(friend, rig.Person)).Text);
        Assert.Equal(id, Assert.Single(answer.UpdatesValue.OfType<UpdateBotNewBusinessMessage>()).ConnectionId);
        Assert.Equal((RpcErrorNames.BusinessConnectionInvalid, "BUSINESS_CONNECTION_NOT_ALLOWED"), (wrong.Error, refused.Error));
    }

    [Fact]
    public async Task CallWithoutUpdates_IsAnsweredLikeAnyOther()
    {
        await using var rig = new BotRig();
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);

        Assert.Equal(
            rig.Emulator.DataCenter, (await client.InvokeAsync(new HelpGetConfigRequest(), new InvokeOptions { WithoutUpdates = true }, Patience)).ThisDc);
    }

    /// <summary>The person writes to the bot, so that the bot may write back.</summary>
    private async Task<Client.Model.Chat> MeetAsync(BotRig rig, TelegramClient client)
    {
        await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, "/start", cancellationToken: Patience);
        await foreach (var update in client.Updates.WithCancellation(Patience))
            return Assert.IsType<Client.Updates.NewMessage>(update).Message.Chat;
        throw new InvalidOperationException("No update came.");
    }

    private async Task<InputPeerBase> PeerAsync(BotRig rig, TelegramClient client)
    {
        await MeetAsync(rig, client);
        return PeerOf(rig);
    }

    private static InputPeerUser PeerOf(BotRig rig) =>
        new() { UserId = rig.Person.Id, AccessHash = rig.Emulator.World.Roster.AccessHash(rig.Bot.Account, rig.Person) };
}
