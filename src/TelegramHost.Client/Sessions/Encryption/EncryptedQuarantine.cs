namespace TelegramHost.Client.Sessions.Encryption;

/// <summary>Quarantined updates that are encrypted on their way in and decrypted on their way out.</summary>
internal sealed class EncryptedQuarantine(IQuarantineStore store, EncryptionKeys keys, string sessionKey, string place) : IQuarantineStore
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<QuarantineEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        return [.. entries.Select(Open)];
    }

    /// <summary>Decrypts an entry as it is stored.</summary>
    public QuarantineEntry Open(QuarantineEntry entry) =>
        Envelope.IsOne(entry.Data.Span) ? entry with { Data = Envelope.Open(keys, entry.Data.Span, PurposeOf(entry), place) } : entry;

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyCollection<QuarantineEntry> changed, IReadOnlyCollection<long> removed, CancellationToken cancellationToken) =>
        store.WriteAsync(
            keys.Current is { } key ? [.. changed.Select(entry => entry with { Data = Envelope.Seal(key, entry.Data.Span, PurposeOf(entry)) })] : changed,
            removed,
            cancellationToken);

    private string PurposeOf(QuarantineEntry entry) => $"quarantined update {entry.Id} of {sessionKey}";
}
