using TelegramHost.Client.Updates;

namespace TelegramHost.Routing;

/// <summary>The method gets every update of one type that no more exact route took.</summary>
/// <typeparam name="TUpdate">The type, for example <see cref="MessageEdited"/>; <see cref="Update"/> itself takes what is left of all.</typeparam>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnUpdateAttribute<TUpdate> : Attribute
    where TUpdate : Update;
