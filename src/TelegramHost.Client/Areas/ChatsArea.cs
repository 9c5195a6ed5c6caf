using TelegramHost.Client.Peers;
using TelegramHost.Client.Rpc;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas;

/// <summary>Looks into chats.</summary>
public sealed class ChatsArea
{
    private readonly IRpcInvoker _invoker;
    private readonly PeerResolver _resolver;
    private readonly IOpenChannels _open;
    private readonly UpdateOptions _options;

    internal ChatsArea(IRpcInvoker invoker, PeerResolver resolver, IOpenChannels open, UpdateOptions options)
    {
        _invoker = invoker;
        _resolver = resolver;
        _open = open;
        _options = options;
    }

    /// <summary>Opens a channel or supergroup as an app does while a person looks at it, and keeps it open until the result is disposed.</summary>
    /// <remarks>
    /// Telegram pushes the updates of the chats that an account is in, though not all of large ones at once. Those of an open channel are asked for
    /// at once and then as often as the server says; a user's account can open public ones that it has not joined. They come to handlers and to
    /// <see cref="ITelegramClient.Updates"/> as all others do. Opened twice, a channel stays open until both are disposed. It stays open when the
    /// connection or the login is lost and comes back; one that can't be read any more is reported (<see cref="Client.Updates.UpdatesLost"/>) and
    /// has to be opened anew. What the account has not joined is followed from its opening to its closing.
    /// Have few open at a time: each costs a call every half minute or so.
    /// Source: https://core.telegram.org/api/updates#subscribing-to-updates-of-channels-supergroups
    /// </remarks>
    /// <param name="channel">The channel or supergroup.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException"><c>Telegram:Updates:Enabled</c> is false, or the client is not connected.</exception>
    /// <exception cref="SessionLostException">The login was lost.</exception>
    /// <exception cref="PeerNotFoundException">Nobody has that name, the account can't address it, or it is no channel.</exception>
    /// <exception cref="RpcException">Telegram refused, for example with <c>CHANNEL_PRIVATE</c>.</exception>
    /// <example>
    /// <code>
    /// using var news = await client.Chats.OpenAsync("@telegram");
    /// await foreach (var update in client.Updates)
    ///     …
    /// </code>
    /// </example>
    public async Task<OpenChat> OpenAsync(PeerReference channel, CancellationToken cancellationToken = default)
    {
        if (!_options.Enabled)
            throw new InvalidOperationException("Nothing of an open channel would be heard: set Telegram:Updates:Enabled to true.");
        var peer = await _resolver.ResolveAsync(channel, cancellationToken).ConfigureAwait(false);
        if (!InputChannels.TryOf(peer, out var input))
            throw new PeerNotFoundException(channel.ToString(), "It is no channel or supergroup; the updates of other chats come without opening them.");
        var answer = await _invoker.InvokeAsync(new ChannelsGetFullChannelRequest { Channel = input }, cancellationToken).ConfigureAwait(false);
        _resolver.Cache.Learn(answer);
        if (answer.FullChat is not ChannelFull full)
            throw new UnexpectedAnswerException("channels.getFullChannel", "a channel", answer.FullChat.GetType().Name);
        // The direct messages of a channel come to people who are in none.
        var isGuest = answer.Chats.OfType<Channel>().Any(chat => chat.Id == full.Id && chat is { Left: true, Monoforum: false });
        return new OpenChat(_open, full.Id, full.Pts, isGuest);
    }
}
