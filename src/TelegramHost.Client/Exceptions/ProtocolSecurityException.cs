using TelegramHost.Client.Areas.Files;

namespace TelegramHost.Client;

/// <summary>A content delivery data centre sent something else than the file that Telegram vouches for. Nothing of it was handed out.</summary>
/// <remarks>
/// The data centre, or somebody on the way to it, damages or forges files. What was handed out before is good: every block was checked.
/// Source: https://core.telegram.org/cdn#verifying-files
/// </remarks>
public sealed class ProtocolSecurityException : TelegramException
{
    private ProtocolSecurityException(string message, int dataCenter, long offset)
        : base(message) =>
        (DataCenter, Offset) = (dataCenter, offset);

    /// <summary>The content delivery data centre.</summary>
    public int DataCenter { get; }

    /// <summary>Where in the file the part begins that is not what it should be, in bytes.</summary>
    public long Offset { get; }

    internal static ProtocolSecurityException Of(CdnFault fault, int dataCenter)
    {
        var what = fault.Kind switch
        {
            CdnFaultKind.WrongHash => "a block whose SHA-256 is not the one that Telegram told",
            CdnFaultKind.TooShort => "an end of the file where Telegram knows of more",
            CdnFaultKind.TooLong => "more bytes than Telegram vouches for",
            _ => "a part that the blocks which Telegram vouches for do not cover",
        };
        return new(
            $"The content delivery data centre {dataCenter} sent {what}, at byte {fault.Offset} of the file. Nothing of that part was handed out: begin the download again at {fault.Offset}; if it fails there again, report it.",
            dataCenter,
            fault.Offset);
    }
}
