using TelegramHost.Client;
using TelegramHost.Dispatch;

namespace TelegramHost.Hosting;

/// <summary>Everything that a hosted client is told. Section <c>Telegram</c>, or <c>Telegram:Clients:{name}</c> for a named client.</summary>
public sealed class TelegramOptions : TelegramClientOptions
{
    /// <summary>Whether the host's start waits for Telegram. Default: <see cref="StartupMode.Background"/>.</summary>
    public StartupMode Startup { get; set; } = StartupMode.Background;

    /// <summary>How updates reach their handlers.</summary>
    public DispatchOptions Dispatch { get; set; } = new();
}
