namespace TelegramHost.Emulator.Rpc;

/// <summary>What the RPC services must know of the server around them.</summary>
internal sealed class RpcRouterOptions
{
    /// <summary>The code that every phone login accepts.</summary>
    public string LoginCode { get; init; } = "12345";

    /// <summary>Whether a number without an account is asked to sign up; otherwise it gets one at its first login.</summary>
    public bool SignUpRequired { get; init; }

    /// <summary>The virtual data centres; asked at each <c>help.getConfig</c>.</summary>
    public required Func<IReadOnlyList<DcAddress>> DataCenters { get; init; }

    /// <summary>Whether each account lives in one of several data centres; otherwise whichever a client talks to will do.</summary>
    public bool AccountsHaveHomes { get; init; }

    /// <summary>The number of the content delivery data centre; null if there is none.</summary>
    public int? CdnDataCenter { get; init; }

    /// <summary>The public key of the content delivery data centre, as PEM text.</summary>
    public string CdnPublicKey { get; init; } = "";

    /// <summary>A function's name by its constructor id, for those that the world does not model.</summary>
    public Func<uint, string?> NameOf { get; init; } = _ => null;
}
