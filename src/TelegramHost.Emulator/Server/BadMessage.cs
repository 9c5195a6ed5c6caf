namespace TelegramHost.Emulator.Server;

/// <summary>Why a client's message is not accepted, as <c>bad_msg_notification</c> says it.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/service_messages_about_messages#notice-of-ignored-error-message</remarks>
internal enum BadMessage
{
    None = 0,
    IdTooLow = 16,
    IdTooHigh = 17,
    IdNotDivisibleByFour = 18,
    ContainerIdRepeated = 19,
    TooOld = 20,
    SeqNoTooLow = 32,
    SeqNoTooHigh = 33,
    EvenSeqNoExpected = 34,
    OddSeqNoExpected = 35,
    BadSalt = 48,
    InvalidContainer = 64,
}
