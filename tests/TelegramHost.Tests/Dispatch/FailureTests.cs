using TelegramHost.Dispatch;
using TelegramHost.Tests.Fakes;

namespace TelegramHost.Tests.Dispatch;

/// <summary>Failure policies, time-outs and shutdown, on a clock that the test moves.</summary>
public sealed class FailureTests
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Retry_handles_an_update_again_after_pauses_that_double()
    {
        var tries = 0;
        await using var bench = new DispatchBench();
        bench.Options.OnFailure = FailurePolicy.Retry;
        bench.Options.HandlerTimeout = Timeout.InfiniteTimeSpan;
        bench.OnMessage(context => ++tries < 3 ? throw new IOException("not yet") : context.ReplyAsync($"try {tries}"));
        bench.Start();

        var done = bench.Send(Some.Message("x"));
        await bench.Time.TimerOf(TimeSpan.FromSeconds(1));
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await bench.Time.TimerOf(TimeSpan.FromSeconds(2));
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        await done;

        // The user hears of the failure only if it is final.
        Assert.Equal(["try 3"], bench.Client.Invoker.SentTexts);
    }

    [Fact]
    public async Task Retry_gives_up_after_its_number_and_tells_the_user_once()
    {
        var tries = 0;
        await using var bench = new DispatchBench();
        bench.Options.OnFailure = FailurePolicy.Retry;
        bench.Options.HandlerTimeout = Timeout.InfiniteTimeSpan;
        bench.Options.MaxRetries = 1;
        bench.OnMessage(_ => throw new IOException($"{++tries}"));
        bench.Start();

        var done = bench.Send(Some.Message("x"));
        await bench.Time.TimerOf(TimeSpan.FromSeconds(1));
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await done;

        Assert.Equal(2, tries);
        Assert.Single(bench.Client.Invoker.SentTexts);
    }

    [Fact]
    public async Task Quarantine_keeps_an_update_with_its_failure_before_it_counts_as_done()
    {
        var kept = new TaskCompletionSource<bool>();
        var facts = new List<string>();
        await using var bench = new DispatchBench();
        bench.Options.OnFailure = FailurePolicy.Quarantine;
        bench.Keep = (delivery, handler, exception, _) =>
        {
            facts.Add($"{delivery.Update.GetType().Name} {delivery.HasFailed} {exception.Message}");
            return kept.Task;
        };
        bench.OnMessage(_ => throw new IOException("broken"));
        bench.Start();

        var done = bench.Send(Some.Message("1"));
        Assert.False(done.IsCompleted);
        kept.SetResult(true);
        await done;

        Assert.Equal(["NewMessage True broken"], facts);
    }

    [Fact]
    public async Task Quarantine_that_can_not_be_written_leaves_the_update_undone_and_the_bot_alive()
    {
        await using var bench = new DispatchBench();
        bench.Options.OnFailure = FailurePolicy.Quarantine;
        bench.Keep = (_, _, _, _) => throw new IOException("no space left");
        bench.OnMessage(context => context.Text == "bad" ? throw new IOException("broken") : context.ReplyAsync("fine"));
        bench.Start();

        var bad = bench.Send(Some.Message("bad"));
        await bench.Send(Some.Message("good"));
        await bench.StopAsync();

        Assert.False(bad.IsCompleted);
        Assert.Contains(bench.Log.Lines, line => line is { Id: 4013, Exception.Message: "no space left" });
    }

    [Fact]
    public async Task StopHost_ends_the_dispatcher_and_leaves_the_update_undone()
    {
        var handled = new List<string>();
        await using var bench = new DispatchBench();
        bench.Options.OnFailure = FailurePolicy.StopHost;
        bench.OnMessage(context =>
        {
            handled.Add(context.Text);
            throw new IOException("broken");
        });
        bench.Start();

        var first = bench.Send(Some.Message("1"));
        var second = bench.Send(Some.Message("2"));
        var error = await Assert.ThrowsAsync<HandlerFailedException>(() => bench.Running);

        Assert.Contains("Telegram:Dispatch:OnFailure", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1"], handled);
        Assert.False(first.IsCompleted);
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task A_handler_that_takes_too_long_is_cancelled_and_the_chat_goes_on()
    {
        await using var bench = new DispatchBench();
        bench.OnMessage(context => context.Text == "slow" ? Task.Delay(Timeout.Infinite, context.CancellationToken) : context.ReplyAsync("quick"));
        bench.Start();

        var slow = bench.Send(Some.Message("slow"));
        var quick = bench.Send(Some.Message("quick"));
        await bench.Time.TimerOf(bench.Options.HandlerTimeout);
        bench.Time.Advance(bench.Options.HandlerTimeout);
        await slow;
        await quick;

        Assert.Equal(["This took too long. Please try again later.", "quick"], bench.Client.Invoker.SentTexts);
        Assert.Contains(bench.Log.Lines, line => line.Id == 4004);
    }

    [Fact]
    public async Task A_handler_that_ignores_its_token_is_left_behind_and_its_late_error_is_logged()
    {
        var stuck = new TaskCompletionSource();
        await using var bench = new DispatchBench();
        bench.OnMessage(context => context.Text == "stuck" ? stuck.Task : context.ReplyAsync("next"));
        bench.Start();

        var first = bench.Send(Some.Message("stuck"));
        var second = bench.Send(Some.Message("next"));
        await bench.Time.TimerOf(bench.Options.HandlerTimeout);
        bench.Time.Advance(bench.Options.HandlerTimeout);
        await bench.Time.TimerOf(s_grace);
        bench.Time.Advance(s_grace);
        await first;
        await second;

        Assert.Contains("next", bench.Client.Invoker.SentTexts);
        Assert.Contains(bench.Log.Lines, line => line.Id == 4005);
        stuck.SetException(new IOException("late"));
        Assert.Equal("late", (await bench.Log.LineOf(4010)).Exception?.Message);
    }

    [Fact]
    public async Task A_token_used_again_is_not_cancelled_by_the_time_of_an_earlier_handler()
    {
        await using var bench = new DispatchBench();
        bench.OnMessage(context =>
        {
            bench.Time.Advance(bench.Options.HandlerTimeout * 0.75);
            Assert.False(context.CancellationToken.IsCancellationRequested);
            return Task.CompletedTask;
        });
        bench.Start();

        for (var round = 0; round < 5; round++)
            await bench.Send(Some.Message("x"));

        Assert.DoesNotContain(bench.Log.Lines, line => line.Id is 4003 or 4004);
    }

    [Fact]
    public async Task Stopping_takes_no_more_updates_but_finishes_what_has_begun_or_waits()
    {
        var release = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        await using var bench = new DispatchBench();
        bench.OnMessage(async context =>
        {
            entered.TrySetResult();
            await release.Task;
            await context.ReplyAsync(context.Text);
        });
        bench.Start();
        var first = bench.Send(Some.Message("1"));
        await entered.Task;

        var stopped = bench.StopAsync();
        var late = bench.Send(Some.Message("late"));
        Assert.False(stopped.IsCompleted);
        release.SetResult();
        await stopped;

        Assert.True(first.IsCompleted);
        Assert.False(late.IsCompleted);
        Assert.Equal(["1"], bench.Client.Invoker.SentTexts);
    }

    [Fact]
    public async Task Stopping_cancels_handlers_after_its_time_and_their_updates_stay_undone()
    {
        var entered = new TaskCompletionSource();
        await using var bench = new DispatchBench();
        bench.Options.HandlerTimeout = Timeout.InfiniteTimeSpan;
        bench.OnMessage(context =>
        {
            entered.TrySetResult();
            return Task.Delay(Timeout.Infinite, context.CancellationToken);
        });
        bench.Start();
        var running = bench.Send(Some.Message("1"));
        var waiting = bench.Send(Some.Message("2"));
        await entered.Task;

        var stopped = bench.StopAsync();
        await bench.Time.TimerOf(bench.Options.ShutdownTimeout);
        bench.Time.Advance(bench.Options.ShutdownTimeout);
        await stopped;

        Assert.False(running.IsCompleted);
        Assert.False(waiting.IsCompleted);
        Assert.Contains(bench.Log.Lines, line => line.Id == 4011);
        Assert.Contains(bench.Log.Lines, line => line.Id == 4006);
        Assert.Empty(bench.Client.Invoker.Calls);
    }

    [Fact]
    public async Task The_end_of_the_updates_ends_the_dispatcher()
    {
        await using var bench = new DispatchBench();
        bench.OnMessage(context => context.ReplyAsync(context.Text));
        bench.Start();

        var done = bench.Send(Some.Message("last"));
        bench.NoMoreUpdates();
        await bench.Running;

        Assert.True(done.IsCompletedSuccessfully);
    }
}
