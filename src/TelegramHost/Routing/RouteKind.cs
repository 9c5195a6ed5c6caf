namespace TelegramHost.Routing;

/// <summary>What a route listens to.</summary>
public enum RouteKind
{
    /// <summary>A command by its exact name.</summary>
    Command,

    /// <summary>A message with exactly this text.</summary>
    ExactText,

    /// <summary>A message that begins with a text.</summary>
    TextPrefix,

    /// <summary>A message that a regular expression fits.</summary>
    TextRegex,

    /// <summary>A pressed button, with or without a pattern.</summary>
    Callback,

    /// <summary>Any incoming message.</summary>
    Message,

    /// <summary>Any edit of an incoming message.</summary>
    EditedMessage,

    /// <summary>Any update of one type.</summary>
    Update,
}
