namespace TelegramHost.Client.Model;

/// <summary>What a press on a <see cref="ReplyButton"/> does.</summary>
public enum ReplyButtonKind
{
    /// <summary>Sends the button's own text.</summary>
    Text,

    /// <summary>Sends the user's phone number.</summary>
    RequestPhone,

    /// <summary>Sends the user's location.</summary>
    RequestLocation,

    /// <summary>Something that this version only shows; the raw message has it.</summary>
    Other,
}
