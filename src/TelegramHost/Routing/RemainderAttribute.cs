namespace TelegramHost.Routing;

/// <summary>The parameter takes all text that is left, with its spaces, instead of one word.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RemainderAttribute : Attribute;
