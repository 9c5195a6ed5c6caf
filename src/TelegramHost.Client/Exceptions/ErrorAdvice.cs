namespace TelegramHost.Client;

/// <summary>What a person can do about an error of the server, in one sentence; the exception's message ends with it.</summary>
internal static class ErrorAdvice
{
    /// <summary>The advice on an error: its own, or that of its class.</summary>
    /// <param name="code">The code as sent.</param>
    /// <param name="error">The name without its number.</param>
    /// <param name="method">The function that was called.</param>
    public static string For(int code, string error, string method) => Known(error) ?? error switch
    {
        _ when error.EndsWith("_MIGRATE", StringComparison.Ordinal) => "The account or the file lives in another data centre than every try was sent to: report it, with the log.",
        _ when error.EndsWith("_TOO_MUCH", StringComparison.Ordinal) => "A limit of the account or the chat is reached: remove or leave something first (https://core.telegram.org/api/config#client-configuration).",
        _ => ForClass(code, method),
    };

    private static string? Known(string error) => error switch
    {
        RpcErrorNames.AccessTokenInvalid or RpcErrorNames.AccessTokenExpired => "Set Telegram:BotToken to the token that @BotFather shows for this bot.",
        RpcErrorNames.ApiIdInvalid or RpcErrorNames.ApiIdPublishedFlood =>
            "Set Telegram:ApiId and Telegram:ApiHash to those of your application at https://my.telegram.org.",
        RpcErrorNames.PhoneNumberInvalid or RpcErrorNames.PhoneNumberBanned => "Set Telegram:PhoneNumber to a number that Telegram accepts, with its country code.",
        RpcErrorNames.PhoneCodeInvalid or RpcErrorNames.PhoneCodeEmpty => "Ask the person for the code once more.",
        RpcErrorNames.PhoneCodeExpired => "Request a new code and sign in with that.",
        RpcErrorNames.PhoneNumberFlood or RpcErrorNames.PhonePasswordFlood => "Too many tries with this number: wait some hours.",
        RpcErrorNames.PasswordHashInvalid or RpcErrorNames.SrpPasswordChanged => "The password is wrong, or was changed meanwhile: ask the person for it once more.",
        RpcErrorNames.AuthRestart => "Begin the login again, with a new code.",
        RpcErrorNames.UpdateAppToLogin => "Telegram refuses logins of this application for now: update this library, or check the application at https://my.telegram.org.",
        RpcErrorNames.PeerFlood => "Telegram limits this account for unwanted messages: ask @SpamBot what is limited and until when; don't try again.",
        RpcErrorNames.FrozenMethodInvalid => "The account is frozen and may not do this: its owner can appeal in a Telegram application.",
        RpcErrorNames.BotMethodInvalid => "Bots may not call this function: log in as a user (Telegram:PhoneNumber) where you need it.",
        RpcErrorNames.UserBotRequired => "Only bots may call this function: log in with Telegram:BotToken.",
        RpcErrorNames.PeerIdInvalid or RpcErrorNames.ChannelInvalid or RpcErrorNames.UserIdInvalid =>
            "The account has not met that peer, or its access hash is another account's: resolve it by @name or meet it in a chat first.",
        RpcErrorNames.ChannelPrivate => "The account is no member of that chat, or was removed from it: join it first.",
        RpcErrorNames.ChatWriteForbidden => "The account may not write there: join the chat, or ask an administrator for the right.",
        RpcErrorNames.ChatAdminRequired => "The account has to be an administrator of the chat with the right to do this.",
        RpcErrorNames.UserIsBlocked => "The user has blocked this account: don't write until the user writes first.",
        RpcErrorNames.InputUserDeactivated => "The user's account was deleted: forget it.",
        RpcErrorNames.UserDeactivated or RpcErrorNames.UserDeactivatedBan => "The account was deleted or banned: its owner has to look into a Telegram application.",
        RpcErrorNames.MessageNotModified => "The message has that content already: nothing needs to be done.",
        RpcErrorNames.MessageIdInvalid => "The message does not exist (any more), or belongs to another chat.",
        RpcErrorNames.MessageTooLong or RpcErrorNames.MediaCaptionTooLong => "Shorten the text, or send it in several messages.",
        RpcErrorNames.MessageEmpty => "Give the message a text.",
        RpcErrorNames.MessageDeleteForbidden or RpcErrorNames.MessageEditTimeExpired or RpcErrorNames.MessageAuthorRequired =>
            "The account may not change this message: it is another's, or too old.",
        RpcErrorNames.ButtonDataInvalid => "A button's data holds at most 64 bytes.",
        RpcErrorNames.QueryIdInvalid => "The query was answered already, or is too old: answer it within a few seconds.",
        RpcErrorNames.UsernameNotOccupied or RpcErrorNames.UsernameInvalid => "Nobody has that name: check its spelling.",
        RpcErrorNames.ConnectionNotInited or RpcErrorNames.ConnectionLayerInvalid => "The client introduces itself; an error that stays is a fault of this library: report it.",
        RpcErrorNames.MsgWaitFailed => "A call that this one was to follow has failed; make it again.",
        RpcErrorNames.TakeoutInvalid or RpcErrorNames.TakeoutRequired => "Begin an export with account.initTakeoutSession and wrap the call in invokeWithTakeout with its id.",
        RpcErrorNames.BusinessConnectionInvalid => "The business connection has ended or belongs to another bot: take the id of the latest updateBotBusinessConnect.",
        RpcErrorNames.RandomIdDuplicate => "The message was sent by an earlier try: look into the chat instead of sending it again.",
        _ => null,
    };

    private static string ForClass(int code, string method) => Math.Abs(code) switch
    {
        400 => $"Change what is called before calling again; https://core.telegram.org/method/{method} says what the error means.",
        403 => $"The account lacks the right to do this; https://core.telegram.org/method/{method} says which.",
        404 => "What was named does not exist: check ids and names.",
        406 => "Telegram tells the account's owner the reason in a message of its own: show that and not this error, and don't repeat the call.",
        420 => "Call less often; this limit does not end by itself in a known time.",
        500 or 503 => "Telegram has trouble: try again later.",
        _ => "Source: https://core.telegram.org/api/errors.",
    };
}
