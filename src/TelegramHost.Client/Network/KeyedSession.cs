using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Network;

/// <summary>What a sender speaks in: a key, the session with it, and the table of its calls. One key follows another without a call being lost.</summary>
/// <remarks>It belongs to the sender's one task; <see cref="Calls"/> may be read by anybody.</remarks>
internal sealed class KeyedSession
{
    // How long what was sent with the key before may wait for its answer there.
    private static readonly TimeSpan _drainPatience = TimeSpan.FromMinutes(1);

    private readonly int _dc;
    private readonly bool _receivesUpdates;
    private readonly SenderSetup _setup;
    private CallTable _calls = null!;

    /// <summary>A table without a key: calls wait in it.</summary>
    public KeyedSession(int dc, bool receivesUpdates, SenderSetup setup)
    {
        (_dc, _receivesUpdates, _setup) = (dc, receivesUpdates, setup);
        OpenTable();
    }

    /// <summary>The calls of now.</summary>
    public CallTable Calls => Volatile.Read(ref _calls);

    /// <summary>Set by whoever posts to <see cref="Calls"/>.</summary>
    public WakeSignal Wake { get; private set; } = null!;

    /// <summary>The key of now; null before there is one.</summary>
    public DcKey? Key { get; private set; }

    /// <summary>The session with <see cref="Key"/>.</summary>
    public MtSession? Session { get; private set; }

    /// <summary>Ends when nothing is left of the keys before.</summary>
    public Task Drained { get; private set; } = Task.CompletedTask;

    /// <summary>Opens a session with <paramref name="key"/>, which belongs to it from now on.</summary>
    public void Open(DcKey key)
    {
        var options = new MtSessionOptions
        {
            Salts = key.TakeSalts(),
            ServerTimeOffset = key.ServerTimeOffset,
            PingInterval = _setup.Options.Connection.PingInterval,
        };
        Key = key;
        Session = new MtSession(key.Key, options, SystemEntropy.Instance, _setup.Clock.Now);
        _calls.KeyIsUnbound = key.Temporary is { } temporary ? () => _setup.Keys.Drop(_dc, temporary) : null;
    }

    /// <summary>Lets <paramref name="key"/> follow; what was sent before is answered on the connection that is <paramref name="running"/>.</summary>
    public void Follow(DcKey key, Task<LoopEnd> running)
    {
        NetworkLog.KeySucceeded(_setup.Logger, _dc, _calls.Count);
        Drained = Task.WhenAll(Drained, DrainAsync(running, Session!, Key!, _calls, OpenTable()));
        Open(key);
    }

    /// <summary>The key is of no use any more: its calls wait for the next one.</summary>
    public void Leave()
    {
        Forget();
        _calls.TakeBack();
    }

    /// <summary>Zeroes the key.</summary>
    public void Forget()
    {
        Session?.Dispose();
        Session = null;
        Key?.Dispose();
        Key = null;
    }

    private CallTable OpenTable()
    {
        Wake = new WakeSignal();
        var calls = new CallTable(_setup.Introduction, Wake) { ReceivesUpdates = _receivesUpdates };
        Volatile.Write(ref _calls, calls);
        return calls;
    }

    /// <summary>Lets what was sent with a key that has been replaced be answered, and gives the rest to the new session's calls.</summary>
    private async Task DrainAsync(Task<LoopEnd> running, MtSession session, DcKey key, CallTable calls, CallTable successor)
    {
        calls.Retire(successor);
        using (var drained = new CancellationTokenSource())
        {
            if (await Task.WhenAny(running, Task.Delay(_drainPatience, _setup.Time, drained.Token)).ConfigureAwait(false) != running)
                calls.GiveUp();
            await drained.CancelAsync().ConfigureAwait(false);
        }

        // Whatever ended it, its calls go on in the new session.
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        calls.HandOnRest();
        session.Dispose();
        key.Dispose();
    }
}
