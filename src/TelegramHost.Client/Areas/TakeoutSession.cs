using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Areas;

/// <summary>An export of the account's data: calls made through it have higher limits, and count as a part of it.</summary>
/// <remarks>Only users export. Source: https://core.telegram.org/api/takeout</remarks>
/// <example>
/// <code>
/// await using var takeout = await TakeoutSession.BeginAsync(client, new AccountInitTakeoutSessionRequest { Contacts = true });
/// var contacts = await takeout.InvokeAsync(new ContactsGetSavedRequest());
/// await takeout.FinishAsync(isSuccess: true);
/// </code>
/// </example>
public sealed class TakeoutSession : IAsyncDisposable
{
    private readonly ITelegramClient _client;
    private bool _isFinished;

    private TakeoutSession(ITelegramClient client, long id)
    {
        _client = client;
        Options = new InvokeOptions { TakeoutId = id };
    }

    /// <summary>Options for calls that belong to the export; others may be added with <c>with</c>.</summary>
    public InvokeOptions Options { get; }

    /// <summary>Begins an export.</summary>
    /// <param name="client">The account.</param>
    /// <param name="what">What will be exported.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FloodWaitException">Telegram wants the account's owner to allow it first (<see cref="FloodWaitKind.Takeout"/>).</exception>
    /// <exception cref="RpcException">Telegram refused.</exception>
    public static async Task<TakeoutSession> BeginAsync(
        ITelegramClient client, AccountInitTakeoutSessionRequest what, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(what);
        var begun = await client.InvokeAsync(what, cancellationToken).ConfigureAwait(false);
        return new TakeoutSession(client, begun.Id);
    }

    /// <summary>Makes a call that belongs to the export.</summary>
    /// <inheritdoc cref="ITelegramClient.InvokeAsync{TResult}(ITlRequest{TResult}, InvokeOptions, CancellationToken)" path="/exception"/>
    public Task<TResult> InvokeAsync<TResult>(ITlRequest<TResult> request, CancellationToken cancellationToken = default) =>
        _client.InvokeAsync(request, Options, cancellationToken);

    /// <summary>Ends the export.</summary>
    /// <param name="isSuccess">Whether everything was exported.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RpcException">Telegram refused, for example with <c>TAKEOUT_INVALID</c>.</exception>
    public async Task FinishAsync(bool isSuccess, CancellationToken cancellationToken = default)
    {
        await _client.InvokeAsync(new AccountFinishTakeoutSessionRequest { Success = isSuccess }, Options, cancellationToken).ConfigureAwait(false);
        _isFinished = true;
    }

    /// <summary>Gives the export up, unless it was finished.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isFinished)
            return;
        try
        {
            await FinishAsync(isSuccess: false).ConfigureAwait(false);
        }
        catch (TelegramException)
        {
            // What broke the export is what its owner has to hear; at the server it ends by itself.
        }
    }
}
