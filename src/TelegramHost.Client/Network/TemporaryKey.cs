using System.Collections.Immutable;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Network;

/// <summary>A data centre's temporary key, kept in memory alone and zeroed when it goes out of use; its salts are its own.</summary>
/// <remarks>Sessions take copies. Source: https://core.telegram.org/api/pfs</remarks>
internal sealed class TemporaryKey : IDisposable
{
    // A key is followed by the next one long before its end, so that a network that is down for hours costs nothing.
    private const double RenewedAfter = 0.75;

    private readonly Lock _gate = new();
    private readonly AuthKey _key;
    private readonly CancellationTokenSource _ended = new();
    private readonly TimeSpan _reserve;
    private TaskCompletionSource _timeCorrected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<ServerSalt> _salts;
    private bool _isDisposed;

    /// <summary>Takes a key that was just agreed on, for as long as it lives.</summary>
    /// <param name="key">The key; it belongs to this object from now on.</param>
    /// <param name="salts">Its first salts.</param>
    /// <param name="serverTimeOffset">Server time minus local time.</param>
    /// <param name="expiresAt">When it ends, in server time.</param>
    /// <param name="now">The time, as this machine has it.</param>
    public TemporaryKey(AuthKey key, ImmutableArray<ServerSalt> salts, TimeSpan serverTimeOffset, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        _key = key;
        _salts = salts;
        ServerTimeOffset = serverTimeOffset;
        ExpiresAt = expiresAt;
        Ended = _ended.Token;
        _reserve = (expiresAt - serverTimeOffset - now) * (1 - RenewedAfter);
    }

    /// <summary>When it ends, in server time.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>When the next one should be made, by this machine's clock, as far as it is known how that stands to the server's.</summary>
    public DateTimeOffset RenewAt => ExpiresAt - _reserve - ServerTimeOffset;

    /// <summary>Server time minus this machine's time; it grows while the machine sleeps.</summary>
    public TimeSpan ServerTimeOffset { get; private set; }

    /// <summary>Ends when <see cref="ServerTimeOffset"/> changes, and <see cref="RenewAt"/> with it.</summary>
    public Task TimeCorrected => Volatile.Read(ref _timeCorrected).Task;

    /// <summary>What names it on the wire.</summary>
    public long Id => _key.Id;

    /// <summary>The permanent key that it is bound to; 0 before.</summary>
    public long PermanentId { get; set; }

    /// <summary>Fires when it goes out of use: another one has followed it, or the server does not take it any more.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Whether sessions may still begin with it.</summary>
    public bool IsUsable(DateTimeOffset now) => !Ended.IsCancellationRequested && now + ServerTimeOffset < ExpiresAt;

    /// <summary>A copy for one session; null once it is out of use.</summary>
    /// <param name="bindingSession">The session in which it was just bound, if it was.</param>
    public DcKey? TryCopy(long bindingSession = 0)
    {
        lock (_gate)
            return _isDisposed ? null : DcKey.Of(this, _key, _salts, bindingSession);
    }

    /// <summary>Keeps what a session has learned of its salts, and of the time, for the sessions to come.</summary>
    public void Note(MtSession session)
    {
        lock (_gate)
        {
            _salts = session.Salts;
            if (session.ServerTimeOffset == ServerTimeOffset)
                return;
            ServerTimeOffset = session.ServerTimeOffset;
            Interlocked.Exchange(ref _timeCorrected, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            _key.Dispose();
        }

        // Nobody's continuation runs inside whoever made the next key.
        _ = Task.Run(_ended.Cancel);
    }
}
