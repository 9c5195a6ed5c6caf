namespace TelegramHost.Routing;

/// <summary>How the handling of an update ended.</summary>
public enum HandlerOutcome
{
    /// <summary>The handler did what was to be done.</summary>
    Handled,

    /// <summary>The handler passes: the next route that fits is asked.</summary>
    Next,

    /// <summary>The handler did its work and wants a message sent as a reply.</summary>
    Reply,

    /// <summary>The handler did its work and wants the pressed button answered with a text.</summary>
    Answer,

    /// <summary>The handler refuses, with a reason that the user may read.</summary>
    Rejected,

    /// <summary>No route fits.</summary>
    NotFound,

    /// <summary>A required argument isn't there.</summary>
    MissingArgument,

    /// <summary>An argument is there, but isn't what it has to be.</summary>
    ParseFailed,

    /// <summary>The handler threw an exception.</summary>
    Faulted,

    /// <summary>The handler took longer than <c>Dispatch:HandlerTimeout</c>.</summary>
    TimedOut,
}
