namespace TelegramHost.MtProto.Messages;

/// <summary>What the <c>error_code</c> of a <c>bad_msg_notification</c> means, and what a client does about it.</summary>
/// <param name="Code">The code on the wire.</param>
/// <param name="Meaning">In words, for the log.</param>
/// <param name="Remedy">What becomes of the requests in the refused message.</param>
/// <param name="CorrectsTime">The clock is off: the notification's own id tells the server's time.</param>
/// <param name="NeedsNewSession">Ids or numbers of this session can no longer be put right.</param>
/// <param name="IsClientFault">A correct client never gets it.</param>
/// <remarks>Source: https://core.telegram.org/mtproto/service_messages_about_messages#notice-of-ignored-error-message</remarks>
internal readonly record struct BadMessageCode(
    int Code, string Meaning, BadMessageRemedy Remedy, bool CorrectsTime = false, bool NeedsNewSession = false, bool IsClientFault = false)
{
    /// <summary>The message was sent with a wrong salt; comes with <c>bad_server_salt</c> only.</summary>
    public const int BadServerSalt = 48;

    /// <summary>The meaning of <paramref name="code"/>; an unknown one is treated as a fault of this client.</summary>
    public static BadMessageCode Of(int code) => code switch
    {
        16 => new(code, "msg_id too low: the clock is behind", BadMessageRemedy.SendAgain, CorrectsTime: true),
        17 => new(code, "msg_id too high: the clock is ahead", BadMessageRemedy.SendAgain, CorrectsTime: true, NeedsNewSession: true),
        18 => Fault(code, "the lowest two bits of msg_id are not zero", BadMessageRemedy.Fail),
        // Ids only rise here, so it was this very packet that came before: what is in it may well have been carried out.
        19 => new(code, "the msg_id of a container was used before", BadMessageRemedy.Ask, IsClientFault: true),
        20 => new(code, "the message is too old to tell whether it was received", BadMessageRemedy.ByPolicy),
        32 => new(code, "msg_seqno too low", BadMessageRemedy.SendAgain, NeedsNewSession: true),
        33 => new(code, "msg_seqno too high", BadMessageRemedy.SendAgain, NeedsNewSession: true),
        34 => Fault(code, "an even msg_seqno was expected", BadMessageRemedy.SendAgain),
        35 => Fault(code, "an odd msg_seqno was expected", BadMessageRemedy.SendAgain),
        BadServerSalt => new(code, "wrong server salt, but no bad_server_salt", BadMessageRemedy.SendAgain),
        64 => Fault(code, "invalid container", BadMessageRemedy.SendAgain),
        _ => Fault(code, "unknown code", BadMessageRemedy.Fail),
    };

    private static BadMessageCode Fault(int code, string meaning, BadMessageRemedy remedy) =>
        new(code, meaning, remedy, NeedsNewSession: true, IsClientFault: true);
}
