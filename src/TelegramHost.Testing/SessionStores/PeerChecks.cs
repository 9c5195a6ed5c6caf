using System.Runtime.CompilerServices;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Testing.SessionStores;

/// <summary>The peers met.</summary>
internal static class PeerChecks
{
    private const string Key = "one";

    private static readonly StoredPeer _ada = new()
    {
        Id = 1001, AccessHash = long.MinValue, Usernames = ["ada", "countess"], Phone = "4420", Data = new byte[] { 0, 1, 0xff, 0 },
    };

    public static IReadOnlyList<SessionStoreCheck> All { get; } =
    [
        SessionStoreCheck.Of(Peers_Written_AreFoundByTheNextHolder),
        SessionStoreCheck.Of(Peers_Unknown_AreNotFound),
        SessionStoreCheck.Of(Peer_MetInShort_DoesNotReplaceTheFullOne),
        SessionStoreCheck.Of(Peer_MetInFull_ReplacesTheShortOne),
        SessionStoreCheck.Of(Peer_MetWithoutHash_KeepsTheKnownOne),
        SessionStoreCheck.Of(Names_ThatChange_FindTheirLastOwner),
        SessionStoreCheck.Of(Peers_OfABatchThatFails_StayTheOld),
        SessionStoreCheck.Of(Peers_Cleared_AreGone),
        SessionStoreCheck.Of(Peers_ByTheThousand_AreFound),
        SessionStoreCheck.Of(Peers_AreListedByTheirIds_PageByPage),
    ];

    private static async Task<bool> Peers_Written_AreFoundByTheNextHolder(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        StoredPeer group = new() { Id = -77, Data = new byte[] { 9 } };
        StoredPeer channel = new() { Id = -1_000_000_001_001, AccessHash = 0, Usernames = ["Ünï%_'"] };
        var data = _ada.Data.ToArray();
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await lease.Peers.WriteAsync([_ada with { Data = data }, group, channel], cancellationToken).ConfigureAwait(false);
        Array.Clear(data);
        await FindAllAsync(lease).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);

        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);
        await FindAllAsync(next).ConfigureAwait(false);
        return true;

        async Task FindAllAsync(ISessionLease holder)
        {
            await FindAsync(holder, _ada.Id, _ada, cancellationToken).ConfigureAwait(false);
            await FindAsync(holder, group.Id, group, cancellationToken).ConfigureAwait(false);
            await FindAsync(holder, channel.Id, channel, cancellationToken).ConfigureAwait(false);
            await FindByNameAsync(holder, "ada", _ada, cancellationToken).ConfigureAwait(false);
            await FindByNameAsync(holder, "countess", _ada, cancellationToken).ConfigureAwait(false);
            await FindByNameAsync(holder, "Ünï%_'", channel, cancellationToken).ConfigureAwait(false);
            await FindByPhoneAsync(holder, "4420", _ada, cancellationToken).ConfigureAwait(false);
            await CountAsync(holder, 3, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> Peers_Unknown_AreNotFound(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = lease.ConfigureAwait(false);
        await lease.Peers.WriteAsync([_ada], cancellationToken).ConfigureAwait(false);
        await lease.Peers.WriteAsync([], cancellationToken).ConfigureAwait(false);

        await FindAsync(lease, -_ada.Id, null, cancellationToken).ConfigureAwait(false);
        foreach (var name in (string[])["Ada", "ad", "adaa", "a%", "4420", ""])
            await FindByNameAsync(lease, name, null, cancellationToken).ConfigureAwait(false);
        await FindByPhoneAsync(lease, "442", null, cancellationToken).ConfigureAwait(false);
        await FindByPhoneAsync(lease, "ada", null, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Peer_MetInShort_DoesNotReplaceTheFullOne(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = lease.ConfigureAwait(false);
        await lease.Peers.WriteAsync([_ada], cancellationToken).ConfigureAwait(false);

        await lease.Peers.WriteAsync([new StoredPeer { Id = _ada.Id, IsMin = true, Data = new byte[] { 5 } }], cancellationToken).ConfigureAwait(false);

        await FindAsync(lease, _ada.Id, _ada, cancellationToken).ConfigureAwait(false);
        await FindByNameAsync(lease, "countess", _ada, cancellationToken).ConfigureAwait(false);
        await FindByPhoneAsync(lease, "4420", _ada, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Peer_MetInFull_ReplacesTheShortOne(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = lease.ConfigureAwait(false);
        StoredPeer newer = new() { Id = _ada.Id, IsMin = true, Data = new byte[] { 6 } };
        await lease.Peers.WriteAsync([new StoredPeer { Id = _ada.Id, IsMin = true, Data = new byte[] { 5 } }], cancellationToken).ConfigureAwait(false);
        await lease.Peers.WriteAsync([newer], cancellationToken).ConfigureAwait(false);
        await FindAsync(lease, _ada.Id, newer, cancellationToken).ConfigureAwait(false);

        await lease.Peers.WriteAsync([_ada], cancellationToken).ConfigureAwait(false);

        await FindAsync(lease, _ada.Id, _ada, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Peer_MetWithoutHash_KeepsTheKnownOne(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await lease.Peers.WriteAsync([_ada], cancellationToken).ConfigureAwait(false);
        StoredPeer met = new() { Id = _ada.Id, Usernames = ["ada"], Data = new byte[] { 7 } };

        await lease.Peers.WriteAsync([met], cancellationToken).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);

        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);
        await FindAsync(next, _ada.Id, met with { AccessHash = _ada.AccessHash }, cancellationToken).ConfigureAwait(false);
        await next.Peers.WriteAsync([met with { AccessHash = 5 }], cancellationToken).ConfigureAwait(false);
        await FindAsync(next, _ada.Id, met with { AccessHash = 5 }, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Names_ThatChange_FindTheirLastOwner(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        StoredPeer heir = new() { Id = 2002, AccessHash = 2, Usernames = ["ada"], Phone = "4420" };
        var left = _ada with { Usernames = ["lovelace"], Phone = null };
        await lease.Peers.WriteAsync([_ada], cancellationToken).ConfigureAwait(false);

        await lease.Peers.WriteAsync([heir], cancellationToken).ConfigureAwait(false);
        await FindByNameAsync(lease, "ada", heir, cancellationToken).ConfigureAwait(false);
        await FindByNameAsync(lease, "countess", _ada, cancellationToken).ConfigureAwait(false);
        await FindByPhoneAsync(lease, "4420", heir, cancellationToken).ConfigureAwait(false);

        // What the former owner gives up now is the heir's already.
        await lease.Peers.WriteAsync([left], cancellationToken).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);

        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);
        await FindByNameAsync(next, "ada", heir, cancellationToken).ConfigureAwait(false);
        await FindByPhoneAsync(next, "4420", heir, cancellationToken).ConfigureAwait(false);
        await FindByNameAsync(next, "countess", null, cancellationToken).ConfigureAwait(false);
        await FindByNameAsync(next, "lovelace", left, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Peers_OfABatchThatFails_StayTheOld(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        StoredPeer[] batch = [_ada with { Usernames = ["new"], AccessHash = 3 }, new() { Id = 2 }, new() { Id = 3 }, new() { Id = 4 }];
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await lease.Peers.WriteAsync([_ada], cancellationToken).ConfigureAwait(false);

        await Expect.ThrowsAsync<InterruptedException>(
            async () => await lease.Peers.WriteAsync(new Interrupted<StoredPeer>(batch), cancellationToken).ConfigureAwait(false),
            "a batch that fails").ConfigureAwait(false);
        await Expect.ThrowsAsync<OperationCanceledException>(
            async () => await lease.Peers.WriteAsync(batch, new CancellationToken(canceled: true)).ConfigureAwait(false),
            "a cancelled batch").ConfigureAwait(false);

        await OldAsync(lease).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);
        await OldAsync(next).ConfigureAwait(false);
        return true;

        async Task OldAsync(ISessionLease holder)
        {
            await FindAsync(holder, _ada.Id, _ada, cancellationToken).ConfigureAwait(false);
            await FindAsync(holder, 2, null, cancellationToken).ConfigureAwait(false);
            await FindByNameAsync(holder, "ada", _ada, cancellationToken).ConfigureAwait(false);
            await FindByNameAsync(holder, "new", null, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> Peers_Cleared_AreGone(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        UpdateMark mark = new(new UpdateBox(UpdateBoxKind.Pts), 1, 1);
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await lease.WriteAsync(new byte[] { 1 }, 0, cancellationToken).ConfigureAwait(false);
        await lease.Updates.WriteAsync([mark], [], cancellationToken).ConfigureAwait(false);
        await lease.Peers.WriteAsync([_ada], cancellationToken).ConfigureAwait(false);

        await lease.Peers.ClearAsync(cancellationToken).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);

        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);
        await FindAsync(next, _ada.Id, null, cancellationToken).ConfigureAwait(false);
        await FindByNameAsync(next, "ada", null, cancellationToken).ConfigureAwait(false);
        await FindByPhoneAsync(next, "4420", null, cancellationToken).ConfigureAwait(false);
        await CountAsync(next, 0, cancellationToken).ConfigureAwait(false);
        await Expect.LoginAsync(next, [1], cancellationToken).ConfigureAwait(false);
        await Expect.MarksAsync(next, [mark], cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Peers_ByTheThousand_AreFound(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        StoredPeer[] peers = [.. Enumerable.Range(1, 5000).Select(i => new StoredPeer { Id = i, AccessHash = i * 7L, Usernames = [$"user{i}"], Phone = $"1{i}" })];
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await lease.Peers.WriteAsync(peers, cancellationToken).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);

        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);
        foreach (var peer in (StoredPeer[])[peers[0], peers[2500], peers[^1]])
        {
            await FindAsync(next, peer.Id, peer, cancellationToken).ConfigureAwait(false);
            await FindByNameAsync(next, peer.Usernames[0], peer, cancellationToken).ConfigureAwait(false);
            await FindByPhoneAsync(next, peer.Phone!, peer, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private static async Task<bool> Peers_AreListedByTheirIds_PageByPage(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        StoredPeer[] peers = [.. ((long[])[7, -77, 9, -1_000_000_001_001, 8]).Select(id => _ada with { Id = id, Usernames = [$"name{id}"], Phone = null })];
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = lease.ConfigureAwait(false);
        if (await lease.Peers.ListAsync(long.MinValue, 2, cancellationToken).ConfigureAwait(false) is not { } none)
            return false;
        await lease.Peers.WriteAsync(peers, cancellationToken).ConfigureAwait(false);

        List<StoredPeer> listed = [];
        while (await lease.Peers.ListAsync(listed.Count == 0 ? long.MinValue : listed[^1].Id, 2, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            Expect.That(page.Count <= 2, $"at most two were asked for, and {page.Count} came");
            listed.AddRange(page);
        }

        Expect.That(none.Count == 0, $"an empty store lists nothing, and listed {none.Count}");
        StoredPeer[] sorted = [.. peers.OrderBy(peer => peer.Id)];
        Expect.That(listed.Count == sorted.Length, $"{sorted.Length} are stored, and {listed.Count} were listed");
        for (var i = 0; i < sorted.Length; i++)
            Expect.Peer(listed[i], sorted[i], $"number {i} of the list");
        return true;
    }

    private static async Task FindAsync(ISessionLease lease, long id, StoredPeer? expected, CancellationToken cancellationToken, [CallerMemberName] string check = "") =>
        Expect.Peer(await lease.Peers.FindAsync(id, cancellationToken).ConfigureAwait(false), expected, $"FindAsync({id})", check);

    private static async Task FindByNameAsync(
        ISessionLease lease, string name, StoredPeer? expected, CancellationToken cancellationToken, [CallerMemberName] string check = "") =>
        Expect.Peer(await lease.Peers.FindByUsernameAsync(name, cancellationToken).ConfigureAwait(false), expected, $"FindByUsernameAsync(\"{name}\")", check);

    private static async Task CountAsync(ISessionLease lease, long expected, CancellationToken cancellationToken, [CallerMemberName] string check = "")
    {
        var count = await lease.Peers.CountAsync(cancellationToken).ConfigureAwait(false);
        Expect.That(count is null || count == expected, $"a store that counts has {expected} peers here, and said {count}", check);
    }

    private static async Task FindByPhoneAsync(
        ISessionLease lease, string phone, StoredPeer? expected, CancellationToken cancellationToken, [CallerMemberName] string check = "") =>
        Expect.Peer(await lease.Peers.FindByPhoneAsync(phone, cancellationToken).ConfigureAwait(false), expected, $"FindByPhoneAsync(\"{phone}\")", check);
}
