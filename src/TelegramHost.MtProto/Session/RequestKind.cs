namespace TelegramHost.MtProto.Session;

/// <summary>How a request is packed and what happens to it when a connection or session is lost.</summary>
/// <param name="Resend">Whether it may be sent twice.</param>
/// <param name="IsFilePart">
/// It moves a part of a file (<c>upload.getFile</c>, <c>upload.saveFilePart</c> …): sent outside containers and never compressed.
/// </param>
internal readonly record struct RequestKind(ResendPolicy Resend, bool IsFilePart = false)
{
    /// <summary>A request that does no harm when it is done twice.</summary>
    public static RequestKind Repeatable => new(ResendPolicy.Always);

    /// <summary>A request that must not be done twice.</summary>
    public static RequestKind Once => new(ResendPolicy.OnlyIfNotReceived);

    /// <summary>A part of a file, up or down; parts may be sent twice.</summary>
    public static RequestKind FilePart => new(ResendPolicy.Always, IsFilePart: true);
}
