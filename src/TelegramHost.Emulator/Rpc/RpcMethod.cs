using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary>A function that the world models. Exactly one of the two ways to answer is there.</summary>
internal sealed record RpcMethod(
    RpcAccess Access,
    Func<byte[], ITlRequest> Read,
    Func<RpcCaller, ITlRequest, ITlObject>? Answer,
    Func<RpcCaller, ITlRequest, CancellationToken, Task<ITlObject>>? AnswerLater);
