using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary>Reads a boxed value.</summary>
internal delegate T TlRead<out T>(ref TlReader reader);

/// <summary>The functions that the world models, by constructor id.</summary>
internal sealed class RpcTable
{
    private readonly Dictionary<uint, RpcMethod> _methods = [];

    /// <summary>A function or null.</summary>
    public RpcMethod? Find(uint constructor) => _methods.GetValueOrDefault(constructor);

    /// <summary>A function that is answered at once; its handler runs under the world's lock.</summary>
    public void On<TRequest>(uint constructor, TlRead<TRequest> read, RpcAccess access, Func<RpcCaller, TRequest, ITlObject> handle)
        where TRequest : ITlRequest =>
        _methods.Add(constructor, new RpcMethod(access, ReadWith(read), (caller, request) => handle(caller, (TRequest)request), null));

    /// <summary>A function that is answered later; its handler takes the world's lock itself.</summary>
    public void OnLater<TRequest>(
        uint constructor, TlRead<TRequest> read, RpcAccess access, Func<RpcCaller, TRequest, CancellationToken, Task<ITlObject>> handle)
        where TRequest : ITlRequest =>
        _methods.Add(constructor, new RpcMethod(
            access, ReadWith(read), null, (caller, request, cancellationToken) => handle(caller, (TRequest)request, cancellationToken)));

    private static Func<byte[], ITlRequest> ReadWith<TRequest>(TlRead<TRequest> read)
        where TRequest : ITlRequest => bytes =>
    {
        var reader = TlReader.OverOwned(bytes);
        return read(ref reader);
    };
}
