using TelegramHost.Client.Updates;

namespace TelegramHost.Client.Tests.Updates;

public sealed class CatchUpWatchTests
{
    private readonly List<bool> _heard = [];
    private readonly CatchUpWatch _watch;

    public CatchUpWatchTests() => _watch = new CatchUpWatch(_heard.Add);

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
        Assert.Equal([true, false], _heard);
    }

    [Fact]
    public void LongGap_InTheMiddleOfARun_IsABacklogToo()
    {
        _watch.BeginLate(new CommonState(10, 0, 0, 0));
        _watch.BeginLate(new CommonState(60, 0, 0, 0));
        Assert.Equal(new CatchUpProgress(10, null, 0), _watch.Progress);
        Assert.True(_watch.WantsTarget);

        _watch.Ended(null);

        Assert.Null(_watch.Progress);
        Assert.Equal([true, false], _heard);
    }

    [Fact]
    public void NewAccount_HasNoBacklog()
    {
        _watch.Begin(UpdateState.Empty);

        Assert.Null(_watch.Progress);
        Assert.False(_watch.WantsTarget);
    }
}
