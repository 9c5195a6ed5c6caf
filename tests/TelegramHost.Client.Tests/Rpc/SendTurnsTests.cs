using TelegramHost.Client.Rpc;
using TelegramHost.Schema;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.Client.Tests.Rpc;

/// <summary>Messages that wait for their turn. The clock moves by hand, and turns are given inside its moves.</summary>
public sealed class SendTurnsTests(ITestOutputHelper output)
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void MessagesToManyChats_GoAsManyAsASecondAllows()
    {
        var turns = new SendTurns(new SendLimitOptions(), _time);
        var waiting = Enumerable.Range(1, 100).Select(user => Wait(turns, user)).ToList();

        Assert.Equal(30, Through(waiting));
        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(30, Through(waiting));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(60, Through(waiting));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(100, Through(waiting));
    }

    [Fact]
    public void MessagesToOneChat_GoOneASecond_InTheirOrder_AndHoldNoOtherChatUp()
    {
        var turns = new SendTurns(new SendLimitOptions(), _time);
        var one = Enumerable.Range(0, 5).Select(_ => Wait(turns, 1)).ToList();
        var other = Wait(turns, 2);

        Assert.True(other.IsCompletedSuccessfully);
        for (var through = 1; through <= 5; through++, _time.Advance(TimeSpan.FromSeconds(1)))
            Assert.Equal(Enumerable.Range(0, 5).Select(i => i < through), one.Select(wait => wait.IsCompletedSuccessfully));
    }

    [Fact]
    public void MessagesToAGroup_AreFewerInAMinute()
    {
        var turns = new SendTurns(new SendLimitOptions(), _time);
        var waiting = Enumerable.Range(0, 41).Select(_ => turns.WaitAsync(new PostTarget(1, IsGroup: true), 1, CallPriority.Normal, default)).ToList();

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(20, Through(waiting));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(40, Through(waiting));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(41, Through(waiting));
    }

    [Fact]
    public void ReplyThatComesLast_GoesBeforeTheBroadcast()
    {
        var turns = new SendTurns(new SendLimitOptions { PerSecond = 1 }, _time);
        var broadcast = Enumerable.Range(1, 10).Select(user => Wait(turns, user, CallPriority.Low)).ToList();
        var normal = Wait(turns, 100);
        var reply = Wait(turns, 101, CallPriority.High);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((true, false, 1), (reply.IsCompleted, normal.IsCompleted, Through(broadcast)));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((true, 1), (normal.IsCompleted, Through(broadcast)));
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(10, Through(broadcast));
    }

    [Fact]
    public async Task CallerWhoGivesUp_LeavesNoGap()
    {
        var turns = new SendTurns(new SendLimitOptions { PerSecond = 1 }, _time);
        await Wait(turns, 1);
        using var cancellation = new CancellationTokenSource();
        var second = turns.WaitAsync(new PostTarget(2, IsGroup: false), 1, CallPriority.Normal, cancellation.Token);
        var third = Wait(turns, 3);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        _time.Advance(TimeSpan.FromSeconds(1));

        await third;
    }

    [Fact]
    public async Task OtherLimits_HoldAtOnce_AndWhatWasSentCounts()
    {
        var turns = new SendTurns(new SendLimitOptions { PerSecond = 3 }, _time);
        Task Wait(long chat) => turns.WaitAsync(new PostTarget(chat, IsGroup: false), 1, CallPriority.Normal, default);
        await Task.WhenAll(Wait(1), Wait(2));

        turns.Use(new SendLimitOptions { PerSecond = 2 });
        var held = Wait(3);
        Assert.False(held.IsCompleted);
        turns.Use(new SendLimitOptions { PerSecond = 4 });
        await Task.WhenAll(held, Wait(4));
        var last = Wait(5);
        Assert.False(last.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1.1));
        await last;
    }

    [Fact]
    public void CallOfManyMessages_WaitsForAllThatIsAllowed_AndBorrowsFromTheFollowingWindows()
    {
        var turns = new SendTurns(new SendLimitOptions(), _time);
        var one = Wait(turns, 1);
        var many = Wait(turns, 2, messages: 70);
        var next = Wait(turns, 3);

        Assert.Equal((true, false, false), (one.IsCompleted, many.IsCompleted, next.IsCompleted));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((true, false), (many.IsCompleted, next.IsCompleted));
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void CallOfManyMessages_IsNotPassedByThoseWhoWantLessInItsChat()
    {
        var turns = new SendTurns(new SendLimitOptions { PerChatAndSecond = 3 }, _time);
        var first = Wait(turns, 1);
        var album = Wait(turns, 1, messages: 3);
        var text = Wait(turns, 1);
        var other = Wait(turns, 2);

        Assert.Equal((true, false, false, true), (first.IsCompleted, album.IsCompleted, text.IsCompleted, other.IsCompleted));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((true, false), (album.IsCompleted, text.IsCompleted));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(text.IsCompleted);
    }

    [Fact]
    public void CallThatDoesNotWait_TakesItsTurnOrNone_AndPassesNobody()
    {
        var turns = new SendTurns(new SendLimitOptions { PerSecond = 2 }, _time);
        bool TryTake(long user, out TimeSpan left) => turns.TryTake(new PostTarget(user, IsGroup: false), 1, CallPriority.Normal, out left);

        Assert.True(TryTake(1, out _));
        Assert.False(TryTake(1, out var left));
        Assert.Equal(TimeSpan.FromSeconds(1), left);
        var waiting = Wait(turns, 2, messages: 2);
        Assert.False(TryTake(3, out _));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(TryTake(3, out _));
    }

    [Fact]
    public void NoWindow_EverHoldsMoreThanItsLimit_WhateverComes()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        var options = new SendLimitOptions { PerSecond = 5, PerChatAndSecond = 2, PerGroupAndMinute = 10 };
        var turns = new SendTurns(options, _time);
        List<(PostTarget Target, Task Turn)> waiting = [];
        List<(PostTarget Target, DateTimeOffset At)> given = [];
        for (var step = 0; step < 600; step++)
        {
            for (var i = random.Next(3); i > 0 && step < 300; i--)
            {
                var target = new PostTarget(random.Next(1, 5), IsGroup: random.Next(2) == 0);
                waiting.Add((target, turns.WaitAsync(target, 1, (CallPriority)random.Next(3), default)));
            }

            given.AddRange(waiting.Where(wait => wait.Turn.IsCompleted).Select(wait => (wait.Target, _time.GetUtcNow())));
            waiting.RemoveAll(wait => wait.Turn.IsCompleted);
            _time.Advance(TimeSpan.FromSeconds(0.25));
        }

        Check(given.Select(turn => turn.At), options.PerSecond, TimeSpan.FromSeconds(1));
        foreach (var chat in given.GroupBy(turn => turn.Target))
        {
            Check(chat.Select(turn => turn.At), options.PerChatAndSecond, TimeSpan.FromSeconds(1));
            if (chat.Key.IsGroup)
                Check(chat.Select(turn => turn.At), options.PerGroupAndMinute, TimeSpan.FromSeconds(60));
        }

        Assert.True(given.Count > 50, $"{given.Count} turns");

        // Turns are noted at the quarter after they were given, so a window may seem to begin that much later.
        static void Check(IEnumerable<DateTimeOffset> turns, int limit, TimeSpan window)
        {
            var at = turns.ToList();
            for (var i = limit; i < at.Count; i++)
                Assert.True(at[i] - at[i - limit] >= window - TimeSpan.FromSeconds(0.25), $"{limit} in {window}: {at[i - limit]:O} {at[i]:O}");
        }
    }

    [Fact]
    public void Chats_AreToldApart()
    {
        Assert.Equal(new PostTarget(7, IsGroup: false), PostTargets.TargetOf(new InputPeerUser { UserId = 7, AccessHash = 1 }));
        Assert.Equal(new PostTarget(-7, IsGroup: true), PostTargets.TargetOf(new InputPeerChat { ChatId = 7 }));
        Assert.Equal(new PostTarget(7, IsGroup: true), PostTargets.TargetOf(new InputPeerChannel { ChannelId = 7, AccessHash = 1 }));
        Assert.Null(PostTargets.TargetOf(new InputPeerSelf()));
    }

    private static Task Wait(SendTurns turns, long user, CallPriority priority = CallPriority.Normal, int messages = 1) =>
        turns.WaitAsync(new PostTarget(user, IsGroup: false), messages, priority, default);

    private static int Through(IEnumerable<Task> waiting) => waiting.Count(wait => wait.IsCompletedSuccessfully);
}
