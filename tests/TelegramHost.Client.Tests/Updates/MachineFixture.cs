using TelegramHost.Client.Peers;
using TelegramHost.Client.Updates;
using TelegramHost.Schema;
using Output = TelegramHost.Client.Updates.UpdateMachineOutput;

namespace TelegramHost.Client.Tests.Updates;

/// <summary>A machine with a clock that is moved by hand; everything that it puts out is collected.</summary>
internal sealed class MachineFixture
{
    public const long SelfId = 1;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public MachineFixture(CommonState? common = null, Dictionary<long, int>? channels = null, int? catchUpLimit = null)
    {
        Peers.SetSelf(SelfId);
        Machine = new UpdateMachine(new UpdateMachineOptions { CatchUpLimit = catchUpLimit }, Peers, new UpdateState(common, channels ?? []), Start);
        Now = Start;
    }

    public DateTimeOffset Now { get; private set; }

    public PeerCache Peers { get; } = new();

    public UpdateMachine Machine { get; }

    public List<UpdateBase> Delivered { get; } = [];

    public List<Output> Fetches { get; } = [];

    public List<Output.Lost> Losses { get; } = [];

    public List<Output> All { get; } = [];

    public CommonState State => Machine.State.Common!.Value;

    public IEnumerable<int> DeliveredPts => Delivered.Select(update => UpdatePlace.Of(update).Position);

    public IEnumerable<string> Calls => Fetches.Select(fetch => fetch switch
    {
        Output.FetchState => "updates.getState",
        Output.FetchDifference f => $"updates.getDifference pts={f.From.Pts} date={f.From.Date} qts={f.From.Qts}",
        Output.FetchChannelPts f => $"channels.getFullChannel channel={f.ChannelId}",
        Output.FetchChannelDifference f => $"updates.getChannelDifference channel={f.ChannelId} pts={f.Pts}",
        _ => throw new InvalidOperationException(fetch.ToString()),
    });

    public long LastCall => Fetches[^1] switch
    {
        Output.FetchState f => f.Call,
        Output.FetchDifference f => f.Call,
        Output.FetchChannelDifference f => f.Call,
        Output.FetchChannelPts f => f.Call,
        _ => 0,
    };

    public static CommonState Known { get; } = new(56, 78, 34, 12);

    public void Do(Action<UpdateMachine, DateTimeOffset> input)
    {
        input(Machine, Now);
        while (Machine.TryTakeOutput(out var output))
        {
            All.Add(output);
            switch (output)
            {
                case Output.Deliver deliver:
                    Delivered.Add(deliver.Update);
                    break;
                case Output.Lost lost:
                    Losses.Add(lost);
                    break;
                case Output.FetchState or Output.FetchDifference or Output.FetchChannelDifference or Output.FetchChannelPts:
                    Fetches.Add(output);
                    break;
            }
        }
    }

    public void SignIn() => Do((machine, now) => machine.HandleSignedIn(now));

    public void Receive(UpdatesBase updates) => Do((machine, now) => machine.HandleUpdates(updates, now));

    public void Receive(params UpdateBase[] updates) => Receive(Container(updates));

    public void ReceivePts(int pts, int count = 1, int seq = 0, int date = 0) => Receive(Container([Pts(pts, count)], seq, date));

    public void Answer(UpdatesDifferenceBase difference) => Do((machine, now) => machine.HandleDifference(LastCall, difference, now));

    public void AnswerChannel(UpdatesChannelDifferenceBase difference) =>
        Do((machine, now) => machine.HandleChannelDifference(LastCall, ((Output.FetchChannelDifference)Fetches[^1]).ChannelId, difference, now));

    public void AnswerPosition(int pts) =>
        Do((machine, now) => machine.HandleChannelPosition(LastCall, ((Output.FetchChannelPts)Fetches[^1]).ChannelId, pts, now));

    public void Fail(DifferenceFault fault) => Do((machine, now) =>
    {
        switch (Fetches[^1])
        {
            case Output.FetchChannelDifference f:
                machine.HandleChannelDifferenceFailed(f.Call, f.ChannelId, fault, now);
                break;
            case Output.FetchChannelPts f:
                machine.HandleChannelDifferenceFailed(f.Call, f.ChannelId, fault, now);
                break;
            default:
                machine.HandleDifferenceFailed(LastCall, fault, now);
                break;
        }
    });

    public void Open(long channel, int? pts, bool isMember = false) => Do((machine, now) => machine.HandleChannelOpened(channel, pts, !isMember, now));

    public void Close(long channel) => Do((machine, _) => machine.HandleChannelClosed(channel));

    /// <summary>Moves the clock, and calls the machine at each of its deadlines on the way.</summary>
    public void Advance(TimeSpan by)
    {
        var end = Now + by;
        while (Machine.NextDeadline is { } deadline && deadline <= end)
        {
            Now = deadline > Now ? deadline : Now;
            Do((machine, now) => machine.HandleTimeout(now));
        }

        Now = end;
    }

    public void Advance(int milliseconds) => Advance(TimeSpan.FromMilliseconds(milliseconds));

    public static UpdateDeleteMessages Pts(int pts, int count = 1) => new() { Messages = [pts], Pts = pts, PtsCount = count };

    public static UpdateDeleteChannelMessages ChannelPts(long channel, int pts, int count = 1) =>
        new() { ChannelId = channel, Messages = [pts], Pts = pts, PtsCount = count };

    public static Schema.Updates Container(UpdateBase[] updates, int seq = 0, int date = 0) =>
        new() { UpdatesValue = updates, Users = [], Chats = [], Seq = seq, Date = date };

    public static User FullUser(long id, string name = "Ann") => new() { Id = id, AccessHash = id * 10, FirstName = name };

    public static Message TextMessage(int id, long userId, string text = "hi") => new()
    {
        Id = id,
        PeerId = new PeerUser { UserId = userId },
        Date = 100,
        MessageValue = text,
    };

    public static UpdatesState TlState(int pts, int qts, int date, int seq) =>
        new() { Pts = pts, Qts = qts, Date = date, Seq = seq, UnreadCount = 0 };
}
