namespace TelegramHost.Client.Rpc;

/// <summary>What a call's strategies know of it while it runs.</summary>
/// <param name="method">The function's name in the schema.</param>
/// <param name="mayRepeat">Whether it may be made again after a fault of the server or of time.</param>
internal sealed class RpcCall(string method, bool mayRepeat)
{
    /// <summary>The function's name in the schema.</summary>
    public string Method { get; } = method;

    /// <summary>Whether it may be made again after a fault of the server or of time.</summary>
    public bool MayRepeat { get; } = mayRepeat;

    /// <summary>The data centre to which this one call goes; null for the account's own.</summary>
    public int? Dc { get; set; }

    /// <summary>When the whole call's time is up, by the time provider's timestamp.</summary>
    public DateTimeOffset Deadline { get; set; }
}
