using TelegramHost.Tl;

namespace TelegramHost.Client.Network;

/// <summary>Where everything goes that may carry updates. Called from sender loops and callers; every method MUST return at once.</summary>
/// <remarks>An implementation that has no room left MUST drop and remember that a difference is needed, not block the loop.</remarks>
internal interface IUpdateSink
{
    /// <summary>A pushed <c>Updates</c> object: boxed TL in an array that belongs to the sink from now on.</summary>
    void Post(byte[] updates);

    /// <summary>Something happened on the way that may have cost updates.</summary>
    void Post(UpdateNotice notice);

    /// <summary>The decoded result of a call: it may be <c>Updates</c> or <c>messages.affected…</c>, or carry users and chats.</summary>
    void PostResult(ITlRequest request, object result);
}
