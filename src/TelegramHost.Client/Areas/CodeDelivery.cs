namespace TelegramHost.Client.Areas;

/// <summary>How a login code reaches its owner.</summary>
public enum CodeDelivery
{
    /// <summary>A way that this version does not know; the code still works.</summary>
    Unknown,

    /// <summary>A message in another Telegram app of the account.</summary>
    App,

    /// <summary>An SMS.</summary>
    Sms,

    /// <summary>An SMS with a word or phrase.</summary>
    SmsWords,

    /// <summary>A call that speaks the code.</summary>
    Call,

    /// <summary>A call that is not to be taken: the caller's number is the code.</summary>
    FlashCall,

    /// <summary>A call that is not to be taken: the last digits of the caller's number are the code.</summary>
    MissedCall,

    /// <summary>An e-mail.</summary>
    Email,

    /// <summary>The account needs a login e-mail first, which the official apps set up.</summary>
    SetUpEmail,

    /// <summary>A message on fragment.com, for anonymous numbers.</summary>
    Fragment,

    /// <summary>An SMS that only the official apps can ask for.</summary>
    Firebase,
}
