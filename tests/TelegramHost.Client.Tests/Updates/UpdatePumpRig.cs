using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client.Model;
using TelegramHost.Client.Network;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Rpc;
using TelegramHost.Client.Updates;
using TelegramHost.Schema;
using TelegramHost.TestSupport;
using TelegramHost.Tl;
using Channel = System.Threading.Channels.Channel;

namespace TelegramHost.Client.Tests.Updates;

/// <summary>A pump with a clock that is moved by hand, a scripted server and an application that takes four updates at a time.</summary>
public abstract class UpdatePumpRig : IAsyncDisposable
{
    private protected static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private protected readonly ManualTimeProvider _time = new();
    private protected readonly PeerCache _peers = new();
    private protected readonly CancellationTokenSource _stopping = new();
    private protected readonly Channel<UpdateDelivery> _deliveries = Channel.CreateBounded<UpdateDelivery>(4);
    private protected readonly OwnMessages _own;
    private protected readonly DeliveryGate _gate;
    private protected readonly UpdatePump _pump;
    private protected readonly ScriptedInvoker _invoker;
    private readonly Task _running;
    private protected Func<ITlRequest, object> _answer = request => new InvalidOperationException(request.MethodName);

    private protected UpdatePumpRig()
    {
        _own = new OwnMessages(_time);
        var handled = new UpdateState(new CommonState(10, 0, 0, 1), new Dictionary<long, int>());
        _gate = new DeliveryGate(_own, new ModelFactory(_peers), TimeSpan.FromMilliseconds(300), handled, _deliveries.Writer, NullLogger.Instance);
        _pump = new UpdatePump(_peers, new UpdateOptions { QueueCapacity = 8 }, handled, _gate, _time, NullLogger.Instance);
        _invoker = new ScriptedInvoker(request => request switch
        {
            SalvagingRequest<UpdatesDifferenceBase> difference => Whole<UpdatesDifferenceBase>(_answer(difference.Inner)),
            SalvagingRequest<UpdatesChannelDifferenceBase> difference => Whole<UpdatesChannelDifferenceBase>(_answer(difference.Inner)),
            _ => _answer(request),
        });
        _peers.SetSelf(1);
        _running = _pump.RunAsync(_invoker, _stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running.WaitAsync(s_patience));
        _stopping.Dispose();
    }

    private static object Whole<T>(object answer) => answer is T value ? new Decoded<T>(value, []) : answer;

    private protected static async Task Until(Func<bool> isTrue)
    {
        while (!isTrue())
            await Task.Yield();
    }

    private protected static Schema.Updates Push(int pts, Schema.Message message) => new()
    {
        UpdatesValue = [new UpdateNewMessage { Message = message, Pts = pts, PtsCount = 1 }],
        Users = [MachineFixture.FullUser(42)],
        Chats = [],
        Date = 100,
        Seq = 0,
    };

    private protected static byte[] Bytes(ITlObject value)
    {
        using var buffer = new TlBuffer();
        buffer.Append(value);
        return buffer.Written.ToArray();
    }

    private protected async Task<UpdateDelivery> NextAsync()
    {
        using var timeout = new CancellationTokenSource(s_patience);
        return await _deliveries.Reader.ReadAsync(timeout.Token);
    }

    /// <summary>Moves the clock as long as the pump waits for it.</summary>
    private protected async Task AdvanceUntilAsync(Task task)
    {
        using var timeout = new CancellationTokenSource(s_patience);
        while (!task.IsCompleted)
        {
            timeout.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        await task;
    }
}
