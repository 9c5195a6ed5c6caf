using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Tests.Sessions;

/// <summary>How <see cref="LiveSession"/> divides a session among the parts of a store.</summary>
public sealed class SessionPartsTests
{
    private static readonly SessionSnapshot _loggedIn = new() { HomeDc = 2, AccountId = 7 };

    private static readonly UpdateMark _pts = new(new UpdateBox(UpdateBoxKind.Pts), 10, 12);

    private readonly RecordingStore _store = new();

    [Fact]
    public async Task Marks_ThatMove_AreWrittenAlone()
    {
        await using var session = await OpenAsync();

        Assert.True(await session.WriteMarksAsync(() => Changes([_pts with { Handled = 11, Reserved = 15 }, Channel(5)], removed: [6, 7]), default));

        // Of channel 6 there is nothing to forget.
        Assert.Equal(["marks Pts 11..15, Channel 100..101, -Channel"], _store.Calls);
    }

    [Fact]
    public async Task Marks_OfNobody_AreNotTaken()
    {
        await using var session = await LiveSession.OpenAsync(_store, _loggedIn with { AccountId = null }, default);

        Assert.False(await session.WriteMarksAsync(() => throw new InvalidOperationException("taken"), default));

        Assert.Empty(_store.Calls);
    }

    [Fact]
    public async Task Change_OfTheLogin_LeavesTheMarksAlone()
    {
        await using var session = await OpenAsync();

        await session.UpdateAsync(snapshot => snapshot with { Layer = 2 });
        await session.UpdateAsync(snapshot => snapshot);

        Assert.Equal(["login"], _store.Calls);
    }

    [Fact]
    public async Task AnotherAccount_IsStoredAfterThePeersAndMarksOfTheFormerAreGone()
    {
        await using var session = await OpenAsync();

        await session.UpdateAsync(snapshot => snapshot with { AccountId = 8 });

        Assert.Equal(["marks -Pts, -Channel", "peers cleared", "login"], _store.Calls);
        Assert.Equal(1, session.MarksForgotten);
    }

    [Fact]
    public async Task Write_ThatFails_IsMadeUpForByTheNext()
    {
        await using var session = await OpenAsync();
        _store.Fails = true;
        await Assert.ThrowsAsync<SessionStoreException>(async () => await session.UpdateAsync(snapshot => snapshot with { Layer = 2 }));
        await Assert.ThrowsAsync<SessionStoreException>(() => session.WriteMarksAsync(() => Changes([_pts], removed: [7]), default));
        _store.Fails = false;
        _store.Calls.Clear();

        await session.UpdateAsync(snapshot => snapshot);
        await session.WriteMarksAsync(() => Changes([_pts], removed: [7]), default);

        Assert.Equal(["login", "marks Pts 10..12, -Channel"], _store.Calls);
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

    /// <summary>A session of which a login and two marks are stored.</summary>
    private async Task<LiveSession> OpenAsync()
    {
        var session = await LiveSession.OpenAsync(_store, _loggedIn, default);
        await session.UpdateAsync(snapshot => snapshot with { Layer = 1 });
        await session.WriteMarksAsync(() => Changes([_pts, Channel(7)], []), default);
        _store.Calls.Clear();
        return session;
    }

    private static MarkChanges Changes(UpdateMark[] changed, long[] removed) =>
        new(changed, [.. removed.Select(channel => new UpdateBox(UpdateBoxKind.Channel, channel))], 1);

    private static UpdateMark Channel(long id) => new(new UpdateBox(UpdateBoxKind.Channel, id), 100, 101);

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
