using TelegramHost.Tl;

namespace TelegramHost.MtProto.Framing;

/// <summary>Puts what a client sends into records, as a browser does after its handshake.</summary>
internal sealed class FakeTlsRecordWriter
{
    /// <summary>The most data in one record; that of the official clients, so that sizes do not tell this one from them.</summary>
    public const int MaxPayloadBytes = 2878;

    private bool _hasBegun;

    /// <summary>Appends <paramref name="data"/> in as many records as it takes.</summary>
    public void Wrap(ReadOnlySpan<byte> data, TlBuffer output)
    {
        // A browser's Finished would come here, and this goes before it.
        if (!_hasBegun)
            output.Append([FakeTlsRecord.ChangeCipherSpec, 3, 3, 0, 1, 1]);
        _hasBegun = true;

        while (!data.IsEmpty)
        {
            var part = data[..Math.Min(data.Length, MaxPayloadBytes)];
            output.Append([FakeTlsRecord.ApplicationData, 3, 3, (byte)(part.Length >> 8), (byte)part.Length]);
            output.Append(part);
            data = data[part.Length..];
        }
    }
}
