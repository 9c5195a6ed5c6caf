namespace TelegramHost.Emulator.Rpc;

/// <summary>Who may call a function.</summary>
internal enum RpcAccess
{
    /// <summary>Also somebody who is not logged in.</summary>
    Anyone,

    /// <summary>People and bots.</summary>
    Account,

    /// <summary>People and bots, also at a data centre to which they only carried their login over.</summary>
    Visitor,

    /// <summary>Anyone at the content delivery data centre, where nobody is logged in; and nobody anywhere else.</summary>
    Cdn,

    /// <summary>People; a bot gets <c>BOT_METHOD_INVALID</c>.</summary>
    Person,

    /// <summary>Bots; a person gets <c>USER_BOT_REQUIRED</c>.</summary>
    Bot,
}
