using TelegramHost.Client.Areas;
using TelegramHost.Client.Model;
using TelegramHost.Client.Updates;
using TelegramHost.Tl;

namespace TelegramHost.Client;

/// <summary>One account, a bot's or a user's, connected to Telegram.</summary>
/// <remarks>All members may be used from any thread.</remarks>
public interface ITelegramClient : IAsyncDisposable
{
    /// <summary>How the client stands to Telegram at the moment.</summary>
    ConnectionState State { get; }

    /// <summary>How the main connection stands at the moment, and why; its state is <see cref="State"/>.</summary>
    ConnectionStatus Status { get; }

    /// <summary>A connection stands otherwise than before: the main one, or one for calls or files, also to another data centre.</summary>
    /// <remarks>
    /// Handlers run in the thread pool, one after the other and in the order of the changes. One that blocks delays the later ones and
    /// nothing else; what one throws is logged.
    /// </remarks>
    event EventHandler<ConnectionStatusChangedEventArgs>? StatusChanged;

    /// <summary>Tells the client that the network is back, or is another one than before.</summary>
    /// <remarks>
    /// Every connection that waits for its next try tries at once, and later pauses begin short again. Connections that seem to be up are
    /// probed: one that has died without a word is replaced after <c>Telegram:Connection:ConnectTimeout</c> at the latest.
    /// Returns at once, and does nothing before <see cref="ConnectAsync"/>.
    /// </remarks>
    void SignalNetworkRestored();

    /// <summary>How far the updates have come that were missed; null when none is outstanding. As long as it is not, <see cref="State"/> is <see cref="ConnectionState.CatchingUp"/>.</summary>
    CatchUpProgress? CatchUp { get; }

    /// <summary>Connects, and logs in if <c>Telegram:BotToken</c> is set and the stored session is not logged in already.</summary>
    /// <remarks>
    /// When it ends well the client stays connected until it is disposed: a lost connection is restored for ever. Without a
    /// bot's token and a stored login the client is connected, and <see cref="Auth"/> logs a user in. Calling it again does nothing.
    /// </remarks>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is missing or wrong.</exception>
    /// <exception cref="TransportException">The server could not be reached within <c>Telegram:Connection:StartTimeout</c>.</exception>
    /// <exception cref="MtProto.HandshakeException">The server has another key than <c>Telegram:Connection:PublicKeys</c> names.</exception>
    /// <exception cref="SessionStoreException">The session is in use, damaged, or of another account.</exception>
    /// <exception cref="RpcException">Telegram refused the login.</exception>
    Task ConnectAsync(CancellationToken cancellationToken = default);

    /// <summary>Connects as <see cref="ConnectAsync"/> does and runs until cancelled; what a host awaits.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="SessionLostException">The login ended and can't be renewed without a person.</exception>
    /// <exception cref="SessionStoreException">The session is in use, damaged, or was taken over by somebody else (<see cref="SessionStoreFault.LeaseLost"/>).</exception>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Calls any function of Telegram's schema, through the same pipeline as everything else.</summary>
    /// <exception cref="RpcException">Telegram answered with an error.</exception>
    /// <exception cref="RequestTimeoutException">No answer came in time.</exception>
    /// <exception cref="RequestOutcomeUnknownException">The call can't be repeated safely and its answer was lost.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; a call that was already sent may still take effect.</exception>
    Task<TResult> InvokeAsync<TResult>(ITlRequest<TResult> request, CancellationToken cancellationToken = default);

    /// <summary>Calls any function of Telegram's schema as <see cref="InvokeAsync{TResult}(ITlRequest{TResult}, CancellationToken)"/> does, but with limits of its own.</summary>
    /// <param name="request">The function.</param>
    /// <param name="options">How this call differs from the settings, for example <see cref="InvokeOptions.DontWait"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FloodWaitException">Telegram asks to wait for longer than <paramref name="options"/> allow.</exception>
    /// <exception cref="RpcException">Telegram answered with an error.</exception>
    /// <exception cref="RequestTimeoutException">No answer came in time.</exception>
    /// <exception cref="RequestOutcomeUnknownException">The call can't be repeated safely and its answer was lost.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; a call that was already sent may still take effect.</exception>
    Task<TResult> InvokeAsync<TResult>(ITlRequest<TResult> request, InvokeOptions options, CancellationToken cancellationToken = default);

    /// <summary>The account that is logged in, as Telegram has it now.</summary>
    Task<User> GetMeAsync(CancellationToken cancellationToken = default);

    /// <summary>Updates in order, as they come. One reader; each update counts as handled when the next one is asked for.</summary>
    /// <remarks>Not to be read beside a host, whose handlers get the updates already.</remarks>
    IAsyncEnumerable<Update> Updates { get; }

    /// <summary>Updates whose handlers failed, where <c>Telegram:Dispatch:OnFailure</c> is <c>Quarantine</c>.</summary>
    UpdateQuarantine Quarantine { get; }

    /// <summary>Logs in and out.</summary>
    AuthArea Auth { get; }

    /// <summary>Sends, edits and deletes messages.</summary>
    MessagesArea Messages { get; }

    /// <summary>What only bots do.</summary>
    BotsArea Bots { get; }

    /// <summary>Reads users.</summary>
    UsersArea Users { get; }

    /// <summary>Looks into chats.</summary>
    ChatsArea Chats { get; }

    /// <summary>Moves files to Telegram and back.</summary>
    FilesArea Files { get; }
}
