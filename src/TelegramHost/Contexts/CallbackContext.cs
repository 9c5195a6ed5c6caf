using TelegramHost.Client;
using TelegramHost.Client.Model;
using TelegramHost.Client.Updates;

namespace TelegramHost.Contexts;

/// <summary>A pressed inline button, and the short ways to answer it.</summary>
/// <remarks>Telegram shows a spinner on the button until it is answered; what a handler leaves unanswered is answered empty when it ends.</remarks>
public sealed class CallbackContext : UpdateContext
{
    /// <summary>A context; made by the dispatcher, and by tests of handlers.</summary>
    public CallbackContext(CallbackQuery query, ITelegramClient client, IServiceProvider services, CancellationToken cancellationToken)
        : base(query, client, services, cancellationToken)
    {
        Query = query;
        Data = query.Data;
    }

    /// <summary>The press.</summary>
    public CallbackQuery Query { get; }

    /// <summary>What the button carries.</summary>
    public string Data { get; }

    /// <summary>Who pressed.</summary>
    public User Sender => Query.Sender;

    /// <summary>The chat of the message; null for a message that was sent in inline mode.</summary>
    public Chat? Chat => Query.Chat;

    /// <summary>Whether the press was answered through this context.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Answers the press: nothing, a text that shows for a moment, or one in a box that must be closed.</summary>
    /// <param name="text">Up to 200 characters; null only stops the spinner.</param>
    /// <param name="alert">Whether the text comes in a box.</param>
    public async Task AnswerAsync(string? text = null, bool alert = false)
    {
        // Set first: an answer that failed or timed out must not be sent once more at the end.
        IsAnswered = true;
        await Client.Bots.AnswerCallbackAsync(Query.Id, text, alert, cancellationToken: CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes the text and buttons of the message under which the button stands.</summary>
    /// <exception cref="InvalidOperationException">The message was sent in inline mode.</exception>
    public Task<Message> EditTextAsync(OutgoingMessage message)
    {
        var (chat, id) = RequireMessage();
        return Client.Messages.EditTextAsync(chat, id, message, CancellationToken);
    }

    /// <summary>Sends a message to the chat of the button.</summary>
    /// <exception cref="InvalidOperationException">The message was sent in inline mode.</exception>
    public Task<Message> RespondAsync(OutgoingMessage message) => Client.Messages.SendTextAsync(RequireMessage().Chat, message, CancellationToken);

    private (Chat Chat, int MessageId) RequireMessage()
        => Chat is { } chat && Query.MessageId is { } id
            ? (chat, id)
            : throw new InvalidOperationException("This button stands under a message that was sent in inline mode: the bot is not in that chat and can only answer the press (AnswerAsync).");
}
