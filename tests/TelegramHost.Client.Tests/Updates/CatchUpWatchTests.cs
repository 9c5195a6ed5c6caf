using TelegramHost.Client.Updates;

namespace TelegramHost.Client.Tests.Updates;

public sealed class CatchUpWatchTests
{
    private readonly CatchUpWatch _watch = new();

    [Fact]
    public void Backlog_IsOverWhenTheAccountAndEachChannelHaveEverything()
    {
        _watch.Begin(new UpdateState(new CommonState(10, 0, 0, 0), new Dictionary<long, int> { [7] = 1, [8] = 1 }));
        Assert.Equal(new CatchUpProgress(10, null, 2), _watch.Progress);

        _watch.Aim(500);
        _watch.Passed(110);
        _watch.Ended(7);
        Assert.Equal(new CatchUpProgress(110, 500, 1), _watch.Progress);
        _watch.Ended(null);
        Assert.NotNull(_watch.Progress);
        _watch.Ended(8);

        Assert.Null(_watch.Progress);
    }

    [Fact]
    public void NewAccount_HasNoBacklog()
    {
        _watch.Begin(UpdateState.Empty);

        Assert.Null(_watch.Progress);
        Assert.False(_watch.WantsTarget);
    }
}
