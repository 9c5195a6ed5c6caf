using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Tests.Peers;

public sealed class PeerResolverTests
{
    private readonly PeerCache _peers = new();

    [Fact]
    public async Task Username_ThatIsNotKnown_IsAskedOnce()
    {
        var invoker = new ScriptedInvoker(_ => new ContactsResolvedPeer
        {
            Peer = new PeerUser { UserId = 5 },
            Users = [new User { Id = 5, AccessHash = 50, Username = "ann" }],
            Chats = [],
        });
        var resolver = new PeerResolver(invoker, _peers);

        await resolver.ResolveAsync("@ann");
        var again = await resolver.ResolveAsync("@Ann");

        Assert.Equal(50, Assert.IsType<InputPeerUser>(again).AccessHash);
        Assert.Single(invoker.Calls);
    }

    [Fact]
    public async Task Username_OfNobody_SaysWhatToDo()
    {
        var resolver = new PeerResolver(
            new ScriptedInvoker(_ => new RpcException(400, "USERNAME_NOT_OCCUPIED", "contacts.resolveUsername")), _peers);

        var exception = await Assert.ThrowsAsync<PeerNotFoundException>(async () => await resolver.ResolveAsync("@nobody"));

        Assert.Equal("@nobody", exception.Peer);
        Assert.Contains("check its spelling", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PhoneNumber_ThatIsNotKnown_IsAskedOnce()
    {
        var invoker = new ScriptedInvoker(_ => new ContactsResolvedPeer
        {
            Peer = new PeerUser { UserId = 5 },
            Users = [new User { Id = 5, AccessHash = 50, Phone = "10000000001" }],
            Chats = [],
        });
        var resolver = new PeerResolver(invoker, _peers);

        await resolver.ResolveAsync("+10000000001");
        var again = await resolver.ResolveAsync("+1 (000) 000-0001");

        Assert.Equal(50, Assert.IsType<InputPeerUser>(again).AccessHash);
        Assert.Single(invoker.Calls);
    }

    [Theory]
    [InlineData("PHONE_NOT_OCCUPIED")]
    [InlineData("BOT_METHOD_INVALID")]
    public async Task PhoneNumber_OfNobody_SaysWhatToDo(string error)
    {
        var resolver = new PeerResolver(new ScriptedInvoker(_ => new RpcException(400, error, "contacts.resolvePhone")), _peers);

        var exception = await Assert.ThrowsAsync<PeerNotFoundException>(async () => await resolver.ResolveAsync("+10000000001"));

        Assert.Equal("+10000000001", exception.Peer);
        Assert.Contains("have met", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UserId_ThatWasNeverMet_SaysWhatToDo()
    {
        var resolver = new PeerResolver(new ScriptedInvoker(_ => Array.Empty<UserBase>()), _peers);

        var exception = await Assert.ThrowsAsync<PeerNotFoundException>(async () => await resolver.ResolveAsync(12345L));

        Assert.Contains("has not met it yet", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BasicGroup_NeedsNoHashAndNoCall()
    {
        var invoker = new ScriptedInvoker(request => new InvalidOperationException(request.MethodName));

        Assert.Equal(5, Assert.IsType<InputPeerChat>(await new PeerResolver(invoker, _peers).ResolveAsync(-5L)).ChatId);
    }

    [Fact]
    public async Task ServerFault_IsNotHiddenAsAnUnknownPeer()
    {
        var resolver = new PeerResolver(new ScriptedInvoker(_ => new RpcException(500, "WORKER_BUSY", "users.getUsers")), _peers);

        await Assert.ThrowsAsync<RpcException>(async () => await resolver.ResolveAsync(12345L));
    }
}
