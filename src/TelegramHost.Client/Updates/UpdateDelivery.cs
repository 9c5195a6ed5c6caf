namespace TelegramHost.Client.Updates;

/// <summary>An update on its way to a consumer, who says when it is done with it.</summary>
/// <remarks>The stored state may move past an update only after <see cref="Complete"/>: a crash repeats an update, never loses one.</remarks>
internal sealed class UpdateDelivery(Update update, Action? onCompleted = null)
{
    private Action? _onCompleted = onCompleted;

    /// <summary>The update.</summary>
    public Update Update { get; } = update;

    /// <summary>The consumer has finished. MUST be called once for each delivery; further calls do nothing. MAY be called from any thread.</summary>
    public void Complete() => Interlocked.Exchange(ref _onCompleted, null)?.Invoke();
}
