namespace TelegramHost.Emulator.Server;

/// <summary>What the server says to one message of a key exchange.</summary>
/// <param name="Body">The answer, or null if a transport error is all there is to say.</param>
/// <param name="Created">The key that exists from now on.</param>
/// <param name="Refusal">Why the message was not accepted.</param>
/// <param name="Error">The transport error, if there is no answer.</param>
internal sealed record HandshakeReply(byte[]? Body, NewAuthKey? Created = null, string? Refusal = null, int Error = HandshakeReply.Unknown)
{
    private const int Unknown = -404;
    private const int InvalidDataCenter = -444;

    public static HandshakeReply Refuse(string why) => new(null, Refusal: why);

    /// <summary>Source: https://core.telegram.org/mtproto/mtproto-transports#transport-errors</summary>
    public static HandshakeReply RefuseDataCenter(int named) =>
        new(null, Refusal: $"the key would be for data center {named}, which listens elsewhere", Error: InvalidDataCenter);
}
