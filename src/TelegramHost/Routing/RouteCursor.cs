namespace TelegramHost.Routing;

/// <summary>How far the search for a route has come, so that a handler that passes hands over to the next one.</summary>
internal struct RouteCursor
{
    public RouteStage Stage;
    public int Index;
}
