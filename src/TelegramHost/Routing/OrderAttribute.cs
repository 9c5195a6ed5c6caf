namespace TelegramHost.Routing;

/// <summary>Which of two routes that fit equally well is asked first: the smaller number. Without the attribute it is 0.</summary>
/// <remarks>Two equal routes with the same order are an error at start, because nothing else could decide between them.</remarks>
/// <param name="value">The place in the line.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OrderAttribute(int value) : Attribute
{
    /// <summary>The place in the line.</summary>
    public int Value { get; } = value;
}
