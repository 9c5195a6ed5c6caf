namespace TelegramHost.Routing;

/// <summary>The method gets every incoming message whose text or media was edited.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEditedMessageAttribute : Attribute;
