using TelegramHost.Client;
using TelegramHost.Client.Areas;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Updates;
using TelegramHost.Emulator;
using TelegramHost.EndToEnd.Tests.Login;
using TelegramHost.TestSupport;

namespace TelegramHost.EndToEnd.Tests.Updates;

/// <summary>Channels that a user's account looks into without being in them. Virtual time, in memory.</summary>
public sealed class OpenChannelTests : IAsyncLifetime
{
    private const string Fetch = "updates.getChannelDifference";

    // Longer than the server's time for an open channel, and shorter than the silence after which every channel is asked.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    private readonly ManualTimeProvider _time = new();
    private readonly MemorySessionStore _store = new();
    private readonly PersonRig _rig;
    private readonly EmulatedUser _editor;
    private readonly EmulatedChannel _news;

    public OpenChannelTests()
    {
        _rig = new PersonRig(new EmulatorOptions { TimeProvider = _time });
        _editor = _rig.Emulator.World.AddUser("Eve", "+10000000002");
        _news = _rig.Emulator.World.CreateChannel("News", _editor);
        _rig.Emulator.World.SetUsername(_news, "some_news");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task PublicChannel_ThatTheAccountHasNotJoined_IsHeardAsLongAsItIsOpen()
    {
        await using var client = await ConnectAsync();
        await using var updates = client.Updates.GetAsyncEnumerator(_rig.Patience);
        await PostAsync("before");

        using (var open = await client.Chats.OpenAsync("@some_news", _rig.Patience))
        {
            Assert.Equal(_news.Id, open.Id.Id);
            await PostAsync("one");
            Assert.Equal(("News", "one"), await NextAsync(updates));
            await PostAsync("two");
            await PostAsync("three");
            Assert.Equal(("News", "two"), await NextAsync(updates));
            Assert.Equal(("News", "three"), await NextAsync(updates));
        }

        await PostAsync("after");
        await SayAsync("private");
        Assert.Equal(("Eve", "private"), await NextAsync(updates));
    }

    [Fact]
    public async Task Channel_ThatIsOpenTwice_IsOpenUntilBothHaveClosedIt()
    {
        await using var client = await ConnectAsync();
        await using var updates = client.Updates.GetAsyncEnumerator(_rig.Patience);
        var first = await client.Chats.OpenAsync("@some_news", _rig.Patience);
        using var second = await client.Chats.OpenAsync("@some_news", _rig.Patience);

        first.Dispose();
        first.Dispose();
        await PostAsync("still");

        Assert.Equal(("News", "still"), await NextAsync(updates));
    }

    [Fact]
    public async Task ClosedChannel_IsNotAskedForAtTheNextStart()
    {
        await using (var client = await ConnectAsync())
        {
            await using var updates = client.Updates.GetAsyncEnumerator(_rig.Patience);
            using var open = await client.Chats.OpenAsync("@some_news", _rig.Patience);
            await PostAsync("one");
            await SayAsync("private");
            // An update counts as handled when the next is asked for.
            Assert.Equal(["one", "private"], new[] { (await NextAsync(updates)).Text, (await NextAsync(updates)).Text }.Order(StringComparer.Ordinal));
            await SayAsync("last");
            await NextAsync(updates);
        }

        var before = _rig.CountOf(Fetch);
        await using var next = await ConnectAsync();
        await using var heard = next.Updates.GetAsyncEnumerator(_rig.Patience);
        await SayAsync("hello");

        while ((await NextAsync(heard)).Text != "hello")
            continue;
        Assert.Equal(before, _rig.CountOf(Fetch));
    }

    [Fact]
    public async Task Channel_ThatWasOpenWhenTheClientEnded_LosesNothing_AndIsLeftAloneThen()
    {
        await using (var client = await ConnectAsync())
        {
            _ = await client.Chats.OpenAsync("@some_news", _rig.Patience);
            await using var updates = client.Updates.GetAsyncEnumerator(_rig.Patience);
            await PostAsync("one");
            Assert.Equal(("News", "one"), await NextAsync(updates));
        }

        await PostAsync("two");
        await using var next = await ConnectAsync();
        await using var heard = next.Updates.GetAsyncEnumerator(_rig.Patience);
        while ((await NextAsync(heard)).Text != "two")
            continue;
        await PostAsync("three");
        await SayAsync("private");

        Assert.Equal(("Eve", "private"), await NextAsync(heard));
    }

    [Fact]
    public async Task Channel_ThatIsOpen_StaysSoWhenTheLineBreaks()
    {
        await using var client = await ConnectAsync();
        await using var updates = client.Updates.GetAsyncEnumerator(_rig.Patience);
        using var open = await client.Chats.OpenAsync("@some_news", _rig.Patience);
        await PostAsync("one");
        Assert.Equal(("News", "one"), await NextAsync(updates));

        _rig.Emulator.Faults.CutConnections();
        await PostAsync("two");

        Assert.Equal(("News", "two"), await NextAsync(updates));
    }

    [Fact]
    public async Task WhatIsNoChannel_OrCannotBeHeard_IsRefusedWithTheReason()
    {
        await using (var client = await ConnectAsync())
        {
            var refusal = await Assert.ThrowsAsync<PeerNotFoundException>(() => client.Chats.OpenAsync("me", _rig.Patience));
            Assert.Contains("no channel", refusal.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<PeerNotFoundException>(() => client.Chats.OpenAsync("@nobody_at_all", _rig.Patience));
        }

        var options = _rig.Options();
        options.Updates.Enabled = false;
        await using var deaf = new TelegramClient(options, _rig.Emulator.Connector, _store, timeProvider: _time);
        await deaf.ConnectAsync(_rig.Patience);
        var reason = await Assert.ThrowsAsync<InvalidOperationException>(() => deaf.Chats.OpenAsync("@some_news", _rig.Patience));
        Assert.Contains("Telegram:Updates:Enabled", reason.Message, StringComparison.Ordinal);
    }

    private async Task<TelegramClient> ConnectAsync()
    {
        _rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        _rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        var options = _rig.Options();
        // Virtual time may run ahead of a busy machine; what is measured here are not these.
        options.Resilience.AttemptTimeout = TimeSpan.FromHours(1);
        options.Resilience.TotalTimeout = TimeSpan.FromHours(2);
        options.Connection.HandshakeTimeout = TimeSpan.FromMinutes(10);
        var client = new TelegramClient(options, _rig.Emulator.Connector, _store, timeProvider: _time, authenticator: _rig.Answers);
        await client.ConnectAsync(_rig.Patience);
        return client;
    }

    private Task PostAsync(string text) => _rig.Emulator.World.SendTextAsync(_editor, _news, text, cancellationToken: _rig.Patience);

    private Task SayAsync(string text) => _rig.Emulator.World.SendTextAsync(_editor, _rig.Ada, text, cancellationToken: _rig.Patience);

    /// <summary>Where the next message came in, and its text.</summary>
    private Task<(string? Chat, string? Text)> NextAsync(IAsyncEnumerator<Update> updates)
    {
        return _time.RunAsync(ReadAsync(), _patience);

        async Task<(string?, string?)> ReadAsync()
        {
            while (await updates.MoveNextAsync())
            {
                if (updates.Current is NewMessage { Message: { IsService: false } message })
                    return (message.Chat.Title ?? message.Sender?.FirstName, message.Text);
            }

            throw new InvalidOperationException("The updates have ended.");
        }
    }
}
