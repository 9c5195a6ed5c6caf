namespace TelegramHost.Emulator.Tests.World;

/// <summary>What a person without a client sees and does.</summary>
public sealed class WorldTests
{
    private readonly Emulator.World _world = new(new ManualTime(), seed: 1);

    [Fact]
    public async Task Watch_tells_each_side_in_its_own_words()
    {
        var (ann, bob) = (_world.AddUser("Ann"), _world.AddUser("Bob"));
        using var watch = _world.Watch(bob);

        var sent = await _world.SendTextAsync(ann, bob, "hello");
        _world.EditText(ann, sent.Id, "hello again");
        _world.SetTyping(ann, bob);
        _world.Delete(ann, sent.Id);

        Assert.Equal("MessageAdded Ann hello", Next());
        Assert.Equal("MessageEdited Ann hello again", Next());
        Assert.Equal("Typing Ann ", Next());
        Assert.Equal("MessagesDeleted Ann ", Next());
        Assert.False(watch.Events.TryRead(out _));

        string Next()
        {
            Assert.True(watch.Events.TryRead(out var change));
            return $"{change.Kind} {change.Chat.Name} {change.Message?.Text}";
        }
    }

    [Fact]
    public async Task Watch_that_is_disposed_ends()
    {
        var (ann, bob) = (_world.AddUser("Ann"), _world.AddUser("Bob"));
        var watch = _world.Watch(bob);

        watch.Dispose();
        await _world.SendTextAsync(ann, bob, "hello");

        Assert.False(await watch.Events.WaitToReadAsync());
    }

    [Fact]
    public async Task Chat_list_is_ordered_by_activity_and_counts_what_is_unread()
    {
        var (ann, bob, eve) = (_world.AddUser("Ann"), _world.AddUser("Bob"), _world.AddUser("Eve"));
        await _world.SendTextAsync(bob, ann, "1");
        await _world.SendTextAsync(eve, ann, "2");
        await _world.SendTextAsync(bob, ann, "3");

        Assert.Equal([("Bob", 2), ("Eve", 1)], _world.ChatsOf(ann).Select(chat => (chat.Peer.Name, chat.UnreadCount)));

        _world.MarkRead(ann, bob);

        Assert.Equal([("Bob", 0), ("Eve", 1)], _world.ChatsOf(ann).Select(chat => (chat.Peer.Name, chat.UnreadCount)));
        Assert.Equal(2, _world.ChatsOf(bob).Single().ReadOutboxMaxId);
    }

    [Fact]
    public async Task Reply_points_to_the_receivers_own_copy()
    {
        var (ann, bob, eve) = (_world.AddUser("Ann"), _world.AddUser("Bob"), _world.AddUser("Eve"));
        await _world.SendTextAsync(eve, bob, "makes the ids of Ann and Bob differ");
        var question = await _world.SendTextAsync(ann, bob, "question");

        await _world.SendTextAsync(ann, bob, "answer", replyToId: question.Id);

        var received = _world.History(bob, ann);
        Assert.Equal(received[0].Id, received[1].ReplyToId);
        Assert.NotEqual(question.Id, received[1].ReplyToId);
    }

    [Fact]
    public async Task Group_tells_its_members_who_came_and_nobody_else_can_write()
    {
        var (ann, bob, eve) = (_world.AddUser("Ann"), _world.AddUser("Bob"), _world.AddUser("Eve"));

        var group = _world.CreateGroup("Hikers", ann, bob);

        Assert.Equal("Ann created the group “Hikers”", _world.History(bob, group).Single().Text);
        Assert.True(_world.History(bob, group).Single().IsService);
        var refusal = await Assert.ThrowsAsync<WorldException>(() => _world.SendTextAsync(eve, group, "hello"));
        Assert.Equal((403, "CHAT_WRITE_FORBIDDEN"), (refusal.Code, refusal.Error));
    }

    [Fact]
    public async Task Blocked_person_sees_its_message_and_the_other_does_not()
    {
        var (ann, bob) = (_world.AddUser("Ann"), _world.AddUser("Bob"));
        _world.SetBlocked(bob, ann, true);

        await _world.SendTextAsync(ann, bob, "hello?");

        Assert.Single(_world.History(ann, bob));
        Assert.Empty(_world.History(bob, ann));
        Assert.Equal("YOU_BLOCKED_USER", (await Assert.ThrowsAsync<WorldException>(() => _world.SendTextAsync(bob, ann, "?"))).Error);
    }

    [Theory]
    [InlineData("no-colon")]
    [InlineData("abc:secret")]
    [InlineData("123:")]
    public void Bot_needs_a_token_with_its_id(string token) => Assert.Throws<ArgumentException>(() => _world.AddBot(token, "some_bot"));

    [Fact]
    public void Names_and_numbers_belong_to_one_user_each()
    {
        _world.AddUser("Ann", "+1 234 567", "ann_here");

        Assert.Throws<ArgumentException>(() => _world.AddUser("Bob", "1234567"));
        Assert.Throws<ArgumentException>(() => _world.AddUser("Bob", null, "ANN_HERE"));
    }

    [Fact]
    public void Seed_makes_access_hashes_repeatable()
    {
        Assert.Equal(Hash(5), Hash(5));
        Assert.NotEqual(Hash(5), Hash(6));

        static long Hash(int seed)
        {
            var world = new Emulator.World(new ManualTime(), seed);
            return world.Roster.AccessHash(world.AddUser("Ann").Account, world.AddUser("Bob"));
        }
    }
}
