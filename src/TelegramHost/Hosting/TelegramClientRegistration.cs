namespace TelegramHost.Hosting;

/// <summary>Marks in the services that a client of this name was added, so that a second call adds nothing twice.</summary>
internal sealed record TelegramClientRegistration(string Name);
