namespace TelegramHost.MtProto.Session;

/// <summary>What may be done with a request that was sent, when nobody knows whether the server received it.</summary>
internal enum ResendPolicy
{
    /// <summary>Send it again: doing it twice does no harm (a read, or a request with a <c>random_id</c>).</summary>
    Always,

    /// <summary>
    /// Send it again only if the server said that it did not receive it; otherwise it ends as
    /// <see cref="SessionEventKind.RequestUncertain"/> (logins, payments, invitations).
    /// </summary>
    OnlyIfNotReceived,
}
