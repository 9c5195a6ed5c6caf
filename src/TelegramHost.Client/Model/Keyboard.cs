namespace TelegramHost.Client.Model;

/// <summary>What a bot puts under a message or in place of the phone's keyboard.</summary>
/// <remarks>A closed family: <see cref="InlineKeyboard"/>, <see cref="ReplyKeyboard"/>, <see cref="RemoveKeyboard"/>, <see cref="ForceReply"/>.</remarks>
public abstract class Keyboard
{
    private protected Keyboard()
    {
    }
}
