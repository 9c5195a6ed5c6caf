using TelegramHost.MtProto.Service;

namespace TelegramHost.MtProto.Session;

/// <summary>MTProto's own constructors that a client is never sent within a session.</summary>
internal static class ServiceConstructors
{
    /// <summary>Whether <paramref name="constructor"/> is known and yet makes no sense as a message from the server.</summary>
    public static bool IsOutOfPlace(uint constructor) => constructor is
        // The key exchange goes unencrypted.
        ResPQ.Constructor or ServerDHParamsFail.Constructor or ServerDHParamsOk.Constructor
        or DhGenOk.Constructor or DhGenRetry.Constructor or DhGenFail.Constructor
        or ReqPqRequest.Constructor or ReqPqMultiRequest.Constructor or ReqDHParamsRequest.Constructor
        or SetClientDHParamsRequest.Constructor
        // Answers that come inside rpc_result.
        or RpcError.Constructor or RpcAnswerUnknown.Constructor or RpcAnswerDroppedRunning.Constructor or RpcAnswerDropped.Constructor
        or DestroyAuthKeyOk.Constructor or DestroyAuthKeyNone.Constructor or DestroyAuthKeyFail.Constructor
        // Questions that a client answers nobody, and what belongs to HTTP.
        or MsgResendAnsReq.Constructor or RpcDropAnswerRequest.Constructor or GetFutureSaltsRequest.Constructor
        or DestroySessionRequest.Constructor or DestroyAuthKeyRequest.Constructor or HttpWait.Constructor;
}
