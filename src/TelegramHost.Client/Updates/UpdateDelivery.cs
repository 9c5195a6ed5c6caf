namespace TelegramHost.Client.Updates;

/// <summary>An update on its way to a consumer, who says when it is done with it.</summary>
/// <remarks>The stored state may move past an update only after <see cref="Complete"/>: a crash repeats an update, never loses one.</remarks>
internal sealed class UpdateDelivery(Update update, Action? onCompleted = null)
{
    private Action? _onCompleted = onCompleted;

    /// <summary>The update.</summary>
    public Update Update { get; } = update;

    /// <summary>The quarantined update that is delivered again; null for one that came from Telegram.</summary>
    public long? QuarantineId { get; init; }

    /// <summary>Whether no handler could deal with it.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>No handler could deal with it. To be said before <see cref="Complete"/>.</summary>
    public void Fail() => HasFailed = true;

    /// <summary>The consumer has finished. MUST be called once for each delivery; further calls do nothing. MAY be called from any thread.</summary>
    public void Complete() => Interlocked.Exchange(ref _onCompleted, null)?.Invoke();
}
