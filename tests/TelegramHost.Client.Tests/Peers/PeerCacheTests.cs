using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Tests.Peers;

public sealed class PeerCacheTests
{
    private readonly PeerCache _peers = new();

    [Fact]
    public void FullUser_CanBeAddressed()
    {
        _peers.Add([new User { Id = 5, AccessHash = 50, FirstName = "Ann", Username = "Ann_Lee" }], null);

        Assert.True(_peers.TryGetInputPeer(PeerId.User(5), out var input));
        Assert.Equal(50, Assert.IsType<InputPeerUser>(input).AccessHash);
        Assert.Equal(PeerId.User(5), _peers.FindByUsername("ann_lee")!.Id);
    }

    [Fact]
    public void ShortForm_NeverReplacesTheFullOne()
    {
        _peers.Add([new User { Id = 5, AccessHash = 50, FirstName = "Ann" }], null);

        _peers.Add([new User { Id = 5, Min = true, AccessHash = 666, FirstName = "A." }], null);

        Assert.Equal("Ann", _peers.Find(PeerId.User(5))!.Name);
        Assert.True(_peers.TryGetInputPeer(PeerId.User(5), out var input));
        Assert.Equal(50, ((InputPeerUser)input).AccessHash);
    }

    [Fact]
    public void ShortForm_OfAStranger_IsKnownButCanNotBeAddressed()
    {
        _peers.Add([new User { Id = 5, Min = true, AccessHash = 666, FirstName = "A." }], null);

        Assert.True(_peers.IsKnown(PeerId.User(5)));
        Assert.False(_peers.IsKnownInFull(PeerId.User(5)));
        Assert.False(_peers.TryGetInputPeer(PeerId.User(5), out _));
    }

    [Fact]
    public void FullForm_WithoutAHash_KeepsTheHashKnownBefore()
    {
        _peers.Add([new User { Id = 5, AccessHash = 50, FirstName = "Ann" }], null);

        _peers.Add([new User { Id = 5, FirstName = "Anna" }], null);

        Assert.Equal(("Anna", 50L), (_peers.Find(PeerId.User(5))!.Name, _peers.Find(PeerId.User(5))!.AccessHash));
    }

    [Fact]
    public void UserMarkedSelf_IsTheAccount()
    {
        _peers.Add([new User { Id = 9, Self = true, AccessHash = 1 }], null);

        Assert.Equal(9, _peers.SelfId);
        Assert.True(_peers.TryGetInputPeer(PeerId.User(9), out var input));
        Assert.IsType<InputPeerSelf>(input);
    }

    [Fact]
    public void SeveralUsernames_AllLeadToTheUserAndTheFirstIsShown()
    {
        _peers.Add(
            [
                new User
                {
                    Id = 5,
                    AccessHash = 50,
                    Usernames =
                    [
                        new Username { UsernameValue = "old", Active = false },
                        new Username { UsernameValue = "first", Active = true },
                        new Username { UsernameValue = "second", Active = true },
                    ],
                },
            ],
            null);

        Assert.Equal("first", _peers.Find(PeerId.User(5))!.Username);
        Assert.NotNull(_peers.FindByUsername("second"));
        Assert.Null(_peers.FindByUsername("old"));
    }
}
