using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Session;

/// <summary>One service message of this side, kept as data so that it can be sent again when the server refuses its packet.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Argument">Its number, if it has one.</param>
/// <param name="Other">Its second number, if it has one.</param>
/// <param name="Ids">Its message ids, if it has any.</param>
/// <param name="Info">Its bytes, if it has any.</param>
internal readonly record struct ServiceMessage(ServiceMessageKind Kind, long Argument = 0, long Other = 0, long[]? Ids = null, byte[]? Info = null)
{
    /// <summary>The most ids that one message carries; the server refuses more than 8192 (error -429).</summary>
    public const int MaxIds = 1000;

    /// <summary>About how many bytes the boxed message takes; never too few.</summary>
    public int MaxBytes => 24 + (Ids?.Length ?? 0) * sizeof(long) + (Info?.Length ?? 0);

    /// <summary>Writes the boxed message.</summary>
    public void Write(ref TlWriter writer, int disconnectDelaySeconds)
    {
        switch (Kind)
        {
            case ServiceMessageKind.Ack:
                WriteIds(ref writer, MsgsAck.Constructor);
                break;
            case ServiceMessageKind.Ping:
                writer.WriteConstructor(PingDelayDisconnectRequest.Constructor);
                writer.WriteInt64(Argument);
                writer.WriteInt32(disconnectDelaySeconds);
                break;
            case ServiceMessageKind.Pong:
                writer.WriteConstructor(Service.Pong.Constructor);
                writer.WriteInt64(Other);
                writer.WriteInt64(Argument);
                break;
            case ServiceMessageKind.FutureSalts:
                writer.WriteConstructor(GetFutureSaltsRequest.Constructor);
                writer.WriteInt32(SaltBook.AskFor);
                break;
            case ServiceMessageKind.StateRequest:
                WriteIds(ref writer, MsgsStateReq.Constructor);
                break;
            case ServiceMessageKind.StateInfo:
                writer.WriteConstructor(MsgsStateInfo.Constructor);
                writer.WriteInt64(Argument);
                writer.WriteBytes(Info);
                break;
            case ServiceMessageKind.ResendRequest:
                WriteIds(ref writer, MsgResendReq.Constructor);
                break;
            case ServiceMessageKind.ResendAnswerRequest:
                WriteIds(ref writer, MsgResendAnsReq.Constructor);
                break;
            case ServiceMessageKind.DropAnswer:
                writer.WriteConstructor(RpcDropAnswerRequest.Constructor);
                writer.WriteInt64(Argument);
                break;
            case ServiceMessageKind.DestroySession:
                writer.WriteConstructor(DestroySessionRequest.Constructor);
                writer.WriteInt64(Argument);
                break;
            default:
                throw new InvalidOperationException($"Nobody knows how to write a service message of kind {Kind}.");
        }
    }

    private void WriteIds(ref TlWriter writer, uint constructor)
    {
        writer.WriteConstructor(constructor);
        writer.WriteInt64Vector(Ids);
    }
}
