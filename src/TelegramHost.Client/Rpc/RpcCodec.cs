using TelegramHost.Tl;

namespace TelegramHost.Client.Rpc;

/// <summary>Calls into bytes, bytes into results.</summary>
internal static class RpcCodec
{
    /// <summary>The boxed function with the wrappers that its caller wants, in an array of its own size.</summary>
    public static byte[] Encode(ITlRequest request, InvokeOptions? wish = null)
    {
        using var buffer = new TlBuffer();
        CallWrappers.Write(wish, buffer);
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
