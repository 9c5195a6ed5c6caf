using TelegramHost.MtProto.Messages;
using TelegramHost.MtProto.Service;
using TelegramHost.TestSupport;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Tests.Messages;

/// <summary>Vector 10, service_examples: the codecs that are written by hand, and those generated for service messages.</summary>
public sealed class ServiceExamplesTests
{
    private const long MsgId = 0x6124fee993bc0004;

    [VectorFact]
    public void HandWrittenCodecs_ReadTheExamples()
    {
        var result = RpcResult.Read(Example("rpc_result(Vector<int>)"));
        Assert.Equal(MsgId, result.RequestMsgId);
        Assert.Equal("15c4b51c010000002a000000", Convert.ToHexStringLower(result.Result));

        MessageContainer.Check(Example("msg_container(empty)"));
        MessageContainer.Check(Example("msg_container(1 ping)"));
        var container = new MessageContainer(Example("msg_container(1 ping)"));
        Assert.True(container.TryReadNext(out var message));
        Assert.Equal((MsgId, 1, 12), (message.MsgId, message.SeqNo, message.Body.Length));
        Assert.False(container.TryReadNext(out _));

        Assert.Equal(Enumerable.Repeat((byte)1, 300), GzipPacked.Inflate(Example("gzip_packed(300 x 01)")));
    }

    [VectorTheory]
    [InlineData("ping")]
    [InlineData("pong")]
    [InlineData("ping_delay_disconnect(75)")]
    [InlineData("msgs_ack[2]")]
    [InlineData("bad_server_salt")]
    [InlineData("bad_msg_notification(16)")]
    [InlineData("new_session_created")]
    [InlineData("future_salts(bare vector, bare future_salt)")]
    [InlineData("msgs_state_info")]
    [InlineData("msgs_state_req[1]")]
    [InlineData("msg_detailed_info")]
    [InlineData("msg_new_detailed_info")]
    [InlineData("get_future_salts(64)")]
    [InlineData("destroy_session")]
    public void GeneratedServiceTypes_ReadAndWriteTheExamplesByteForByte(string name)
    {
        var bytes = Example(name);
        var reader = new TlReader(bytes);

        ITlObject value = name.Split('[', '(')[0] switch
        {
            "ping" => PingRequest.Read(ref reader),
            "pong" => Pong.Read(ref reader),
            "ping_delay_disconnect" => PingDelayDisconnectRequest.Read(ref reader),
            "msgs_ack" => MsgsAck.Read(ref reader),
            "bad_server_salt" => BadServerSalt.Read(ref reader),
            "bad_msg_notification" => BadMsgNotification.Read(ref reader),
            "new_session_created" => NewSessionCreated.Read(ref reader),
            "future_salts" => FutureSalts.Read(ref reader),
            "msgs_state_info" => MsgsStateInfo.Read(ref reader),
            "msgs_state_req" => MsgsStateReq.Read(ref reader),
            "msg_detailed_info" => MsgDetailedInfo.Read(ref reader),
            "msg_new_detailed_info" => MsgNewDetailedInfo.Read(ref reader),
            "get_future_salts" => GetFutureSaltsRequest.Read(ref reader),
            _ => DestroySessionRequest.Read(ref reader),
        };
        reader.ExpectEnd();
        using var output = new TlBuffer();
        output.Append(value);

        Assert.Equal(bytes, output.Written);
    }

    private static byte[] Example(string name) =>
        Vectors.Load("10").GetProperty("service_examples").EnumerateArray().Single(e => e.GetProperty("name").GetString() == name).Hex("hex");
}
