namespace TelegramHost.Routing;

/// <summary>Two routes listen to the same thing, and nothing says which of them comes first.</summary>
public sealed class RouteConflictException : InvalidOperationException
{
    internal RouteConflictException(Route first, Route second, string what)
        : base($"Both {first.HandlerName} and {second.HandlerName} listen to {what}; give one of them another [Order] or remove it.")
    {
        First = first;
        Second = second;
    }

    /// <summary>One of the two.</summary>
    public Route First { get; }

    /// <summary>The other.</summary>
    public Route Second { get; }
}
