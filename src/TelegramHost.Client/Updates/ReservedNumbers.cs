namespace TelegramHost.Client.Updates;

/// <summary>For each sequence the number up to which updates may have gone out to the application.</summary>
/// <param name="Pts">Of the account's pts; 0 if none has gone out.</param>
/// <param name="Qts">Of the account's qts.</param>
/// <param name="Channels">Of the channels' pts.</param>
internal sealed record ReservedNumbers(int Pts, int Qts, IReadOnlyDictionary<long, int> Channels)
{
    /// <summary>Nothing has gone out.</summary>
    public static ReservedNumbers None { get; } = new(0, 0, new Dictionary<long, int>());
}
