namespace TelegramHost.Client.Model;

/// <summary>Takes a <see cref="ReplyKeyboard"/> away.</summary>
public sealed class RemoveKeyboard : Keyboard
{
    /// <summary>Whether only for mentioned users and the author of the message replied to.</summary>
    public bool Selective { get; init; }
}
