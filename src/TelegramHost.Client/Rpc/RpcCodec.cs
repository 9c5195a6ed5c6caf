using TelegramHost.Tl;

namespace TelegramHost.Client.Rpc;

/// <summary>Calls into bytes, bytes into results.</summary>
internal static class RpcCodec
{
    /// <summary>The boxed function, in an array of its own size.</summary>
    public static byte[] Encode(ITlRequest request)
    {
        using var buffer = new TlBuffer();
        buffer.Append(request);
        return buffer.Written.ToArray();
    }

    /// <summary>The result of <paramref name="request"/>; it may keep <paramref name="body"/> and decode parts of it later.</summary>
    /// <exception cref="TlFormatException">The bytes are no answer to this call.</exception>
    public static TResult Decode<TResult>(ITlRequest<TResult> request, byte[] body)
    {
        var reader = TlReader.OverOwned(body);
        return request.ReadResult(ref reader);
    }
}
