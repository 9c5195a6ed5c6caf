using System.Collections.Concurrent;
using TelegramHost.Client.Updates;
using TelegramHost.Dispatch;
using TelegramHost.Tests.Fakes;

namespace TelegramHost.Tests.Dispatch;

public sealed class ChatLanesTests
{
    [Fact]
    public async Task Updates_of_a_chat_keep_their_order_whatever_the_load()
    {
        const int Chats = 20;
        const int Each = 200;
        var seen = new ConcurrentDictionary<long, ConcurrentQueue<int>>();
        var busy = new ConcurrentDictionary<long, int>();
        var random = new Random(7);
        var lanes = new ChatLanes(4, 64, async delivery =>
        {
            var message = ((NewMessage)delivery.Update).Message;
            Assert.Equal(1, busy.AddOrUpdate(message.Chat.Id.Id, 1, (_, count) => count + 1));
            if (message.Id % 3 == 0)
                await Task.Yield();
            seen.GetOrAdd(message.Chat.Id.Id, _ => new()).Enqueue(message.Id);
            busy.AddOrUpdate(message.Chat.Id.Id, 0, (_, count) => count - 1);
        });

        var next = new int[Chats];
        var open = Enumerable.Range(0, Chats).ToList();
        while (open.Count > 0)
        {
            var chat = open[random.Next(open.Count)];
            await lanes.PostAsync(new(Some.Message("x", chat + 1, next[chat]++)), default);
            if (next[chat] == Each)
                open.Remove(chat);
        }

        await lanes.WhenIdleAsync();

        Assert.Equal(Chats, seen.Count);
        Assert.All(seen.Values, ids => Assert.Equal(Enumerable.Range(0, Each), ids));
    }

    [Fact]
    public async Task A_slow_chat_does_not_hold_up_the_others()
    {
        var release = new TaskCompletionSource();
        var other = new TaskCompletionSource();
        var lanes = new ChatLanes(2, 16, async delivery =>
        {
            if (ChatOf(delivery) == 1)
                await release.Task;
            else
                other.SetResult();
        });

        await lanes.PostAsync(new(Some.Message("slow", 1)), default);
        await lanes.PostAsync(new(Some.Message("slow", 1)), default);
        await lanes.PostAsync(new(Some.Message("quick", 2)), default);

        await other.Task;
        release.SetResult();
        await lanes.WhenIdleAsync();
    }

    [Fact]
    public async Task No_more_chats_are_handled_at_once_than_allowed()
    {
        var release = new TaskCompletionSource();
        var atWork = 0;
        var most = 0;
        var twoAtWork = new TaskCompletionSource();
        var lanes = new ChatLanes(2, 16, async _ =>
        {
            var now = Interlocked.Increment(ref atWork);
            InterlockedMax(ref most, now);
            if (now == 2)
                twoAtWork.TrySetResult();
            await release.Task;
            Interlocked.Decrement(ref atWork);
        });

        for (var chat = 1; chat <= 8; chat++)
            await lanes.PostAsync(new(Some.Message("x", chat)), default);
        await twoAtWork.Task;
        release.SetResult();
        await lanes.WhenIdleAsync();

        Assert.Equal(2, most);
    }

    [Fact]
    public async Task A_full_house_makes_the_next_one_wait_until_somebody_leaves()
    {
        var release = new SemaphoreSlim(0);
        var lanes = new ChatLanes(1, 2, async _ => await release.WaitAsync());
        await lanes.PostAsync(new(Some.Message("1")), default);
        await lanes.PostAsync(new(Some.Message("2")), default);

        var third = lanes.PostAsync(new(Some.Message("3")), default).AsTask();

        Assert.False(third.IsCompleted);
        release.Release();
        await third;
        release.Release(2);
        await lanes.WhenIdleAsync();
    }

    [Fact]
    public async Task A_cancelled_wait_for_room_leaves_nothing_behind()
    {
        var release = new TaskCompletionSource();
        var handled = 0;
        using var cancel = new CancellationTokenSource();
        var lanes = new ChatLanes(1, 1, async _ =>
        {
            Interlocked.Increment(ref handled);
            await release.Task;
        });
        await lanes.PostAsync(new(Some.Message("1")), default);
        var second = lanes.PostAsync(new(Some.Message("2")), cancel.Token).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        release.SetResult();
        await lanes.WhenIdleAsync();
        Assert.Equal(1, handled);
    }

    [Fact]
    public async Task Updates_without_a_chat_do_not_wait_for_each_other()
    {
        var release = new TaskCompletionSource();
        var entered = new CountdownEvent(2);
        var both = new TaskCompletionSource();
        var lanes = new ChatLanes(4, 16, async _ =>
        {
            if (entered.Signal())
                both.SetResult();
            await release.Task;
        });

        await lanes.PostAsync(new(Some.Deletion()), default);
        await lanes.PostAsync(new(Some.Deletion()), default);

        await both.Task;
        release.SetResult();
        await lanes.WhenIdleAsync();
    }

    private static long ChatOf(UpdateDelivery delivery) => delivery.Update.ChatId!.Value.Id;

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
            Interlocked.CompareExchange(ref target, value, seen);
    }
}
