using TelegramHost.Client.Rpc;
using TelegramHost.Schema;

namespace TelegramHost.Client.Peers;

/// <summary>Turns names of peers into the forms that Telegram's functions take: from the cache, else from the store, else by one call.</summary>
internal sealed class PeerResolver(IRpcInvoker invoker, PeerCache cache)
{
    /// <summary>The peers met so far.</summary>
    public PeerCache Cache => cache;

    /// <summary>The peer as functions take it.</summary>
    /// <exception cref="PeerNotFoundException">Nobody has that name, or no hash of the peer is known.</exception>
    public async ValueTask<InputPeerBase> ResolveAsync(PeerReference peer, CancellationToken cancellationToken = default)
    {
        if (peer.Input is { } input)
            return input;
        if (peer.Username is { } username)
            return await ResolveUsernameAsync(username, cancellationToken).ConfigureAwait(false);
        if (peer.Phone is { } phone)
            return await ResolvePhoneAsync(phone, cancellationToken).ConfigureAwait(false);
        if (peer.Id is not { } id)
            throw new PeerNotFoundException(peer.ToString(), "Name a peer: \"@name\", \"me\", a number or a PeerId.");
        await cache.LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (cache.TryGetInputPeer(id, out var known))
            return known;
        return await AskAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The user as functions take it.</summary>
    /// <exception cref="PeerNotFoundException">The peer is unknown or not a user.</exception>
    public async ValueTask<InputUserBase> ResolveUserAsync(PeerReference peer, CancellationToken cancellationToken = default) =>
        await ResolveAsync(peer, cancellationToken).ConfigureAwait(false) switch
        {
            InputPeerSelf => new InputUserSelf(),
            InputPeerUser user => new InputUser { UserId = user.UserId, AccessHash = user.AccessHash },
            InputPeerUserFromMessage user => new InputUserFromMessage { Peer = user.Peer, MsgId = user.MsgId, UserId = user.UserId },
            _ => throw new PeerNotFoundException(peer.ToString(), "It is a chat, and this call needs a user."),
        };

    private async Task<InputPeerBase> ResolveUsernameAsync(string username, CancellationToken cancellationToken)
    {
        await cache.LoadAsync(username, cancellationToken).ConfigureAwait(false);
        if (cache.FindByUsername(username) is { } met && cache.TryGetInputPeer(met.Id, out var known))
            return known;
        ContactsResolvedPeer answer;
        try
        {
            answer = await invoker.InvokeAsync(new ContactsResolveUsernameRequest { Username = username }, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException error) when (error.Error is "USERNAME_NOT_OCCUPIED" or "USERNAME_INVALID")
        {
            throw new PeerNotFoundException("@" + username, "Nobody has that name (any more): check its spelling.", error);
        }

        return Learn(answer, "@" + username);
    }

    private async Task<InputPeerBase> ResolvePhoneAsync(string digits, CancellationToken cancellationToken)
    {
        await cache.LoadByPhoneAsync(digits, cancellationToken).ConfigureAwait(false);
        if (cache.FindByPhone(digits) is { } met && cache.TryGetInputPeer(met.Id, out var known))
            return known;
        try
        {
            return Learn(await invoker.InvokeAsync(new ContactsResolvePhoneRequest { Phone = digits }, cancellationToken).ConfigureAwait(false), "+" + digits);
        }
        catch (RpcException error) when (error.Error is "PHONE_NOT_OCCUPIED" or "BOT_METHOD_INVALID")
        {
            throw new PeerNotFoundException("+" + digits,
                "Nobody whom this account may find has that phone number. Bots know only the numbers of people whom they have met with them.", error);
        }
    }

    private InputPeerBase Learn(ContactsResolvedPeer answer, string name)
    {
        cache.Add(answer.Users, answer.Chats);
        return cache.TryGetInputPeer(PeerIds.Of(answer.Peer), out var input)
            ? input
            : throw new PeerNotFoundException(name, "Telegram gave no access hash for it.");
    }

    // Bots may name users and channels with a hash of 0; the server answers with the real one if they ever met.
    private async Task<InputPeerBase> AskAsync(PeerId id, CancellationToken cancellationToken)
    {
        const string advice = "This account has not met it yet. Let it write to the account first, or name it once as \"@name\" "
            + "or by a message in which it appears; its hash is remembered from then on.";
        try
        {
            if (id.Kind == PeerKind.User)
            {
                var request = new UsersGetUsersRequest { Id = [new InputUser { UserId = id.Id, AccessHash = 0 }] };
                cache.Add(await invoker.InvokeAsync(request, cancellationToken).ConfigureAwait(false), chats: null);
            }
            else
            {
                var request = new ChannelsGetChannelsRequest { Id = [new InputChannel { ChannelId = id.Id, AccessHash = 0 }] };
                switch (await invoker.InvokeAsync(request, cancellationToken).ConfigureAwait(false))
                {
                    case MessagesChats chats:
                        cache.Add(users: null, chats.Chats);
                        break;
                    case MessagesChatsSlice chats:
                        cache.Add(users: null, chats.Chats);
                        break;
                }
            }
        }
        catch (RpcException error) when (error.Code == 400)
        {
            throw new PeerNotFoundException(id.ToString(), advice, error);
        }

        return cache.TryGetInputPeer(id, out var input) ? input : throw new PeerNotFoundException(id.ToString(), advice);
    }
}
