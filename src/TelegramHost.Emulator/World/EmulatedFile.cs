namespace TelegramHost.Emulator;

/// <summary>A photo or a document in a message.</summary>
/// <param name="Id">Its id in the file store; <see cref="World.ReadFile"/> gives the content.</param>
/// <param name="IsPhoto">Whether it is a photo.</param>
/// <param name="Name">The file name; empty for photos.</param>
/// <param name="MimeType">The MIME type that the sender declared.</param>
/// <param name="Size">The size in bytes.</param>
public sealed record EmulatedFile(long Id, bool IsPhoto, string Name, string MimeType, long Size);
