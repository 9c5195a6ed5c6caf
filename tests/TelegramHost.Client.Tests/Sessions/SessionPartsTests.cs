using System.Collections.Immutable;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Tests.Sessions;

/// <summary>How <see cref="LiveSession"/> divides a session among the parts of a store.</summary>
public sealed class SessionPartsTests
{
    private static readonly SessionSnapshot _loggedIn = new() { HomeDc = 2, AccountId = 7, Updates = Marks(10, 100), Reserved = Marks(12, 100) };

    private readonly RecordingStore _store = new();

    [Fact]
    public async Task Marks_ThatMove_AreWrittenAlone()
    {
        await using var session = await LiveSession.OpenAsync(_store, _loggedIn, default);
        await session.UpdateAsync(_ => _loggedIn with { Layer = 1 });
        _store.Calls.Clear();

        await session.UpdateAsync(snapshot => snapshot with { Updates = Marks(11, 100), Reserved = Marks(15, 101) });

        Assert.Equal(["marks Pts 11..15, Channel 100..101"], _store.Calls);
    }

    [Fact]
    public async Task Change_OfTheLogin_LeavesTheMarksAlone()
    {
        await using var session = await LiveSession.OpenAsync(_store, _loggedIn, default);
        await session.UpdateAsync(snapshot => snapshot with { Layer = 1 });
        _store.Calls.Clear();

        await session.UpdateAsync(snapshot => snapshot with { Layer = 2 });
        await session.UpdateAsync(snapshot => snapshot);

        Assert.Equal(["login"], _store.Calls);
    }

    [Fact]
    public async Task AnotherAccount_IsStoredAfterThePeersAndMarksOfTheFormerAreGone()
    {
        await using var session = await LiveSession.OpenAsync(_store, _loggedIn, default);
        await session.UpdateAsync(snapshot => snapshot with { Layer = 1 });
        _store.Calls.Clear();

        await session.UpdateAsync(snapshot => snapshot with { AccountId = 8, Updates = null, Reserved = null });

        Assert.Equal(["marks -Pts, -Qts, -Seq, -Date, -Channel", "peers cleared", "login"], _store.Calls);
    }

    [Fact]
    public async Task Write_ThatFails_IsMadeUpForByTheNext()
    {
        await using var session = await LiveSession.OpenAsync(_store, _loggedIn, default);
        await session.UpdateAsync(snapshot => snapshot with { Layer = 1 });
        _store.Fails = true;
        await Assert.ThrowsAsync<SessionStoreException>(async () => await session.UpdateAsync(snapshot => snapshot with { Layer = 2, Updates = Marks(20, 100) }));
        _store.Fails = false;
        _store.Calls.Clear();

        await session.UpdateAsync(snapshot => snapshot);

        Assert.Equal(["marks Pts 20..12", "login"], _store.Calls);
        Assert.False(session.Lost.IsCompleted);
    }

    [Fact]
    public async Task Lease_FoundLostByAWrite_IsTold()
    {
        await using var session = await LiveSession.OpenAsync(_store, _loggedIn, default);
        _store.Fails = true;
        _store.Fault = SessionStoreFault.LeaseLost;

        await Assert.ThrowsAsync<SessionStoreException>(async () => await session.UpdateAsync(snapshot => snapshot with { Layer = 2 }));

        var lost = await Assert.ThrowsAsync<SessionStoreException>(() => session.Lost);
        Assert.Equal(SessionStoreFault.LeaseLost, lost.Fault);
    }

    [Fact]
    public async Task Lease_FoundLostByItsStore_IsTold()
    {
        await using var session = await LiveSession.OpenAsync(_store, _loggedIn, default);

        await _store.LoseAsync();

        var lost = await Assert.ThrowsAsync<SessionStoreException>(() => session.Lost);
        Assert.Equal(SessionStoreFault.LeaseLost, lost.Fault);
    }

    private static UpdateMarks Marks(int pts, int channel) => new()
    {
        Pts = pts, Qts = 1, Seq = 1, Date = 1, Channels = ImmutableSortedDictionary<long, int>.Empty.Add(5, channel),
    };

    /// <summary>A store that tells what was asked of it.</summary>
    private sealed class RecordingStore : ISessionStore, ISessionLease, IUpdateStateStore, IPeerStore
    {
        private readonly CancellationTokenSource _lost = new();

        public List<string> Calls { get; } = [];

        public bool Fails { get; set; }

        public SessionStoreFault Fault { get; set; } = SessionStoreFault.Unavailable;

        public string Description => "a test";

        public CancellationToken Lost => _lost.Token;

        public IUpdateStateStore Updates => this;

        public IPeerStore Peers => this;

        public Task LoseAsync() => _lost.CancelAsync();

        public ValueTask<ISessionLease> AcquireAsync(string key, CancellationToken cancellationToken) => ValueTask.FromResult<ISessionLease>(this);

        public ValueTask<StoredSession?> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult<StoredSession?>(null);

        public ValueTask<long> WriteAsync(ReadOnlyMemory<byte> data, long expectedVersion, CancellationToken cancellationToken)
        {
            Note("login");
            return ValueTask.FromResult(expectedVersion + 1);
        }

        ValueTask<IReadOnlyList<UpdateMark>> IUpdateStateStore.ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<UpdateMark>>([]);

        public ValueTask WriteAsync(IReadOnlyCollection<UpdateMark> changed, IReadOnlyCollection<UpdateBox> removed, CancellationToken cancellationToken)
        {
            Note("marks " + string.Join(", ", changed.Select(mark => $"{mark.Box.Kind} {mark.Handled}..{mark.Reserved}").Concat(removed.Select(box => $"-{box.Kind}"))));
            return ValueTask.CompletedTask;
        }

        public ValueTask WriteAsync(IReadOnlyCollection<StoredPeer> peers, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<StoredPeer?> FindAsync(long id, CancellationToken cancellationToken) => ValueTask.FromResult<StoredPeer?>(null);

        public ValueTask<StoredPeer?> FindByUsernameAsync(string username, CancellationToken cancellationToken) => ValueTask.FromResult<StoredPeer?>(null);

        public ValueTask<StoredPeer?> FindByPhoneAsync(string phone, CancellationToken cancellationToken) => ValueTask.FromResult<StoredPeer?>(null);

        public ValueTask ClearAsync(CancellationToken cancellationToken)
        {
            Note("peers cleared");
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            _lost.Dispose();
            return ValueTask.CompletedTask;
        }

        private void Note(string call)
        {
            if (Fails)
                throw new SessionStoreException(Fault, "refused");
            Calls.Add(call);
        }
    }
}
