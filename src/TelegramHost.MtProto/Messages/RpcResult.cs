using TelegramHost.Tl;

namespace TelegramHost.MtProto.Messages;

/// <summary>The codec of <c>rpc_result</c>: the id of the request's message, and its answer as it stands.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/service_messages#response-to-an-rpc-query</remarks>
internal readonly ref struct RpcResult
{
    /// <summary>The id of <c>rpc_result req_msg_id:long result:Object = RpcResult</c>.</summary>
    public const uint Constructor = 0xf35c6d01;

    private RpcResult(long requestMsgId, ReadOnlySpan<byte> result)
    {
        RequestMsgId = requestMsgId;
        Result = result;
    }

    /// <summary>The message that carried the request.</summary>
    public long RequestMsgId { get; }

    /// <summary>The boxed answer: a value, an <c>rpc_error</c>, or either of them packed.</summary>
    public ReadOnlySpan<byte> Result { get; }

    /// <summary>Takes <paramref name="body"/> apart.</summary>
    /// <exception cref="TlFormatException">It is no <c>rpc_result</c>.</exception>
    public static RpcResult Read(ReadOnlySpan<byte> body)
    {
        var reader = new TlReader(body);
        reader.ExpectConstructor(Constructor, "rpc_result");
        var requestMsgId = reader.ReadInt64();
        return new RpcResult(requestMsgId, reader.ReadRest());
    }

    /// <summary>Appends what goes before an answer to <paramref name="requestMsgId"/>.</summary>
    public static void WriteHeader(long requestMsgId, TlBuffer output)
    {
        var writer = new TlWriter(output);
        writer.WriteConstructor(Constructor);
        writer.WriteInt64(requestMsgId);
        writer.Flush();
    }
}
