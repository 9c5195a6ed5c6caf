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

    /// <summary>The export that the call belongs to, or null.</summary>
    public long? Takeout { get; init; }

    /// <summary>The connection by which a bot calls in another account's name, or null.</summary>
    public BusinessConnection? Business { get; init; }

    /// <summary>Who is logged in; set by the login functions.</summary>
    public Account? Account
    {
        get => Login.Account;
        set => Login.Account = value;
    }

    /// <summary>The same session, for a call in an export, or in the name of another account.</summary>
    public RpcCaller For(long? takeout, BusinessConnection? business) => new()
    {
        AuthKeyId = AuthKeyId,
        SessionId = SessionId,
        DcId = DcId,
        Login = business is null ? Login : new LoginState { Account = business.Owner },
        Layer = Layer,
        IsInitialised = IsInitialised,
        Takeout = takeout,
        Business = business,
    };

    /// <summary>The id of who is logged in; pushes are addressed to it.</summary>
    public long? UserId => Login.Account?.Id;
}
