using Microsoft.Extensions.Options;
using TelegramHost.Client;

namespace TelegramHost.Hosting;

/// <summary>How a client's name shows in the configuration and in logs.</summary>
internal static class TelegramClientName
{
    public static string Section(string? name) => string.IsNullOrEmpty(name)
        ? TelegramClientOptions.SectionName
        : $"{TelegramClientOptions.SectionName}:Clients:{name}";

    public static string Display(string name) => name == Options.DefaultName ? "The Telegram client" : $"The Telegram client \"{name}\"";
}
