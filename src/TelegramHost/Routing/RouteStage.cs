namespace TelegramHost.Routing;

/// <summary>The order in which routes are asked, from the most exact to the most general.</summary>
internal enum RouteStage
{
    Command,
    ExactText,
    TextPattern,
    CallbackPattern,
    LooseCallbackPattern,
    General,
    TypedUpdate,
    CatchAll,
    End,
}
