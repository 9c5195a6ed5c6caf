namespace TelegramHost.Routing;

/// <summary>The method gets every incoming message that no command and no <see cref="OnTextAttribute"/> took.</summary>
/// <remarks>The account's own outgoing messages don't come here; <see cref="OnUpdateAttribute{TUpdate}"/> sees them.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnMessageAttribute : Attribute;
