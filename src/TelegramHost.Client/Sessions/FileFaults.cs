namespace TelegramHost.Client.Sessions;

/// <summary>Turns the file system's faults into sentences that name the setting.</summary>
internal static class FileFaults
{
    private const int NoSpaceOnUnix = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    /// <summary>Whether <paramref name="exception"/> is a fault of the file system.</summary>
    public static bool IsOne(Exception exception) => exception is IOException or UnauthorizedAccessException or NotSupportedException;

    /// <summary>The same fault for a person. <paramref name="attempt"/> says what was tried.</summary>
    public static SessionStoreException Translate(Exception exception, string attempt)
    {
        var advice = exception switch
        {
            UnauthorizedAccessException => "this process has no permission. Grant it, or set Telegram:Session:Path to a place where it may write.",
            IOException { HResult: NoSpaceOnUnix or NoSpaceOnWindows } => "the disk is full. Make room, or set Telegram:Session:Path to another disk; the old session is left as it is.",
            _ => $"{exception.Message.TrimEnd('.')}. Check Telegram:Session:Path.",
        };
        return new SessionStoreException(SessionStoreFault.Unavailable, $"{attempt}: {advice}", exception);
    }
}
