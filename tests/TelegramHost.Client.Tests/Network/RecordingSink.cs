using System.Collections.Concurrent;
using TelegramHost.Client.Network;
using TelegramHost.Tl;

namespace TelegramHost.Client.Tests.Network;

/// <summary>Keeps what was posted.</summary>
internal sealed class RecordingSink : IUpdateSink
{
    public ConcurrentQueue<byte[]> Updates { get; } = new();

    public ConcurrentQueue<UpdateNotice> Notices { get; } = new();

    public void Post(byte[] updates) => Updates.Enqueue(updates);

    public void Post(UpdateNotice notice) => Notices.Enqueue(notice);

    public void PostResult(ITlRequest request, object result)
    {
    }
}
