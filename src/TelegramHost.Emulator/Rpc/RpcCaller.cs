namespace TelegramHost.Emulator.Rpc;

/// <summary>The session that calls a function: made by the server once for each session, and kept with it.</summary>
internal sealed class RpcCaller
{
    /// <summary>The permanent auth key's id.</summary>
    public required long AuthKeyId { get; init; }

    /// <summary>The MTProto session; it gets its own results in the answer, not as a push.</summary>
    public required long SessionId { get; init; }

    /// <summary>The data centre that the client talks to.</summary>
    public required int DcId { get; init; }

    /// <summary>Shared by all sessions of the auth key.</summary>
    public required LoginState Login { get; init; }

    /// <summary>The layer that the client declared, or 0.</summary>
    public int Layer { get; set; }

    /// <summary>Whether the client has called <c>initConnection</c>.</summary>
    public bool IsInitialised { get; set; }

    /// <summary>Who is logged in; set by the login functions.</summary>
    public Account? Account
    {
        get => Login.Account;
        set => Login.Account = value;
    }

    /// <summary>The id of who is logged in; pushes are addressed to it.</summary>
    public long? UserId => Login.Account?.Id;
}
