namespace TelegramHost.Client.Rpc;

/// <summary>What a wait applies to: a function at a data centre, or, for slow mode, all posts to one channel.</summary>
/// <param name="Method">The function; empty for slow mode.</param>
/// <param name="Dc">The data centre; null for the account's own.</param>
/// <param name="Channel">The channel in slow mode; otherwise null.</param>
internal readonly record struct FloodKey(string Method, int? Dc, long? Channel)
{
    /// <summary>The function of <paramref name="call"/>.</summary>
    public static FloodKey OfMethod(RpcCall call) => new(call.Method, call.Dc, null);

    /// <summary>The chat of <paramref name="call"/>, which has one.</summary>
    public static FloodKey OfChannel(RpcCall call) => new("", null, call.SlowModeChannel);
}
