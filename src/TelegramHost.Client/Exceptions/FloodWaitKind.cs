namespace TelegramHost.Client;

/// <summary>What a wait that Telegram asks for applies to.</summary>
/// <remarks>Source: https://core.telegram.org/api/errors#420-flood</remarks>
public enum FloodWaitKind
{
    /// <summary><c>FLOOD_WAIT_X</c>: the function was called too often by this account.</summary>
    Method,

    /// <summary><c>FLOOD_PREMIUM_WAIT_X</c>: files are moved slower for accounts without Premium.</summary>
    Premium,

    /// <summary><c>SLOWMODE_WAIT_X</c>: the chat allows one message in a while.</summary>
    SlowMode,

    /// <summary><c>FLOOD_TEST_PHONE_WAIT_X</c>: a test phone number was used too often.</summary>
    TestPhone,

    /// <summary><c>TAKEOUT_INIT_DELAY_X</c>: the account's owner may allow the export at once, or it begins after the wait. Never slept through.</summary>
    Takeout,

    /// <summary><c>2FA_CONFIRM_WAIT_X</c>: the account will be deleted after the wait unless its owner objects. Never slept through.</summary>
    AccountDeletion,
}
