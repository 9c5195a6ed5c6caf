using TelegramHost.Client.Peers;
using TelegramHost.Client.Sessions;
using TelegramHost.Schema;

namespace TelegramHost.Client.Tests.Peers;

/// <summary>What a cache learned is found after a restart.</summary>
public sealed class StoredPeersTests
{
    private static readonly PeerId _id = PeerId.User(1001);

    private static readonly Schema.User _ada = new()
    {
        Id = 1001, AccessHash = -5, FirstName = "Ada", LastName = "Lovelace", Username = "AdaL", Phone = "+44 2079", LangCode = "en", Premium = true,
    };

    private readonly MemorySessionStore _store = new();

    [Fact]
    public async Task Learned_Peer_IsFoundByIdNameAndPhone_AfterARestart()
    {
        await LearnAsync(_ada);

        await using var session = await OpenAsync();
        var (byId, byName, byPhone) = (new PeerCache { Session = session }, new PeerCache { Session = session }, new PeerCache { Session = session });
        await byId.LoadAsync(_id, default);
        await byName.LoadAsync("aDAl", default);
        await byPhone.LoadByPhoneAsync("442079", default);

        var expected = PeerRecords.Of(_ada)!;
        Assert.True(expected.SaysTheSameAs(byId.Find(_id)!));
        Assert.True(expected.SaysTheSameAs(byName.FindByUsername("adal")!));
        Assert.True(expected.SaysTheSameAs(byPhone.FindByPhone("442079")!));
        Assert.True(byId.TryGetInputPeer(_id, out var input));
        Assert.Equal(-5, Assert.IsType<InputPeerUser>(input).AccessHash);
    }

    [Fact]
    public async Task Peer_MetInShortAfterARestart_KeepsItsHashInTheStore()
    {
        await LearnAsync(_ada);
        var cache = await LearnAsync(new Schema.User { Id = 1001, AccessHash = 77, FirstName = "A", Min = true });
        Assert.False(cache.TryGetInputPeer(_id, out _));

        await using var session = await OpenAsync();
        cache.Session = session;
        await cache.LoadAsync(_id, default);

        Assert.Equal((-5L, "Ada"), (cache.Find(_id)!.AccessHash, cache.Find(_id)!.Name));
    }

    [Fact]
    public void Peer_ThatSaysNothingNew_IsNotWrittenAgain()
    {
        var cache = new PeerCache();
        cache.Add([_ada], null);
        Assert.Single(cache.Take(10));

        cache.Add([_ada], null);
        Assert.Empty(cache.Take(10));

        cache.Add([new Schema.User { Id = 1001, AccessHash = -5, FirstName = "Ada", Username = "other" }], null);
        Assert.Equal(["other"], Assert.Single(cache.Take(10)).Usernames);
    }

    [Fact]
    public async Task Peers_OfNobody_AreStoredOnceSomebodyIsLoggedIn()
    {
        var cache = new PeerCache();
        await using var session = await LiveSession.OpenAsync(_store, new SessionSnapshot { HomeDc = 2 }, default);
        session.ChangedPeers = cache;
        cache.Add([_ada], null);

        await session.SavePeersAsync(default);
        Assert.Null(await session.FindPeerAsync(store => store.FindAsync(1001, default), default));

        await session.UpdateAsync(snapshot => snapshot with { AccountId = 7 });
        await session.SavePeersAsync(default);
        Assert.NotNull(await session.FindPeerAsync(store => store.FindAsync(1001, default), default));
    }

    [Fact]
    public async Task Peers_OfAnAccountThatWasLeft_AreForgotten()
    {
        await LearnAsync(_ada);
        var cache = new PeerCache();
        await using var session = await OpenAsync();
        (cache.Session, session.ChangedPeers) = (session, cache);
        cache.Add([_ada], null);
        await session.UpdateAsync(snapshot => snapshot with { Layer = 228 });

        await session.UpdateAsync(snapshot => snapshot with { AccountId = 8 });
        await session.SavePeersAsync(default);

        Assert.Null(cache.Find(_id));
        Assert.Null(await session.FindPeerAsync(store => store.FindAsync(1001, default), default));
    }

    [Fact]
    public async Task Marks_AreStoredAfterThePeersThatTheUpdatesBrought()
    {
        var cache = new PeerCache();
        await using var session = await OpenAsync();
        session.ChangedPeers = cache;
        cache.Add([_ada], null);

        await session.WriteMarksAsync(() => new MarkChanges([new UpdateMark(new UpdateBox(UpdateBoxKind.Pts), 1, 1)], [], 1), default);

        Assert.NotNull(await session.FindPeerAsync(store => store.FindAsync(1001, default), default));
    }

    [Fact]
    public void StoredPeer_WithDamagedData_IsCalledCorrupt()
    {
        var stored = PeerRecordFormat.Write(PeerRecords.Of(_ada)!);

        for (var length = 0; length < stored.Data.Length; length++)
        {
            var exception = Assert.Throws<SessionStoreException>(() => PeerRecordFormat.Read(stored with { Data = stored.Data[..length] }));
            Assert.Equal(SessionStoreFault.Corrupt, exception.Fault);
        }
    }

    /// <summary>A client that runs, learns somebody and stops.</summary>
    private async Task<PeerCache> LearnAsync(Schema.User user)
    {
        var cache = new PeerCache();
        await using var session = await OpenAsync();
        session.ChangedPeers = cache;
        cache.Add([user], null);
        await session.SavePeersAsync(default);
        return cache;
    }

    private Task<LiveSession> OpenAsync() => LiveSession.OpenAsync(_store, new SessionSnapshot { HomeDc = 2, AccountId = 7 }, default);
}
