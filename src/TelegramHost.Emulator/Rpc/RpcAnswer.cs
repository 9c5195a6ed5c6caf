namespace TelegramHost.Emulator.Rpc;

/// <summary>What a function was answered with: a boxed value of the world's own layer, or a fault.</summary>
internal readonly struct RpcAnswer
{
    private RpcAnswer(ReadOnlyMemory<byte> body, RpcFault? fault)
    {
        Body = body;
        Fault = fault;
    }

    /// <summary>The boxed result; empty when there is a <see cref="Fault"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The error, or null.</summary>
    public RpcFault? Fault { get; }

    /// <summary>An answer with a value.</summary>
    public static RpcAnswer Of(ReadOnlyMemory<byte> body) => new(body, null);

    /// <summary>An answer with an error.</summary>
    public static RpcAnswer Of(RpcFault fault) => new(default, fault);
}
