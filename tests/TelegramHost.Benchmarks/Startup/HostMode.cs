using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TelegramHost.Benchmarks.Startup;

/// <summary>What this program is when the start-up bench starts it again: a generic host with nothing in it, or with a client alone.</summary>
internal static class HostMode
{
    /// <summary>The argument for a host with nothing in it.</summary>
    public const string Empty = "host-empty";

    /// <summary>The argument for a host with a Telegram client, whose settings come from the environment.</summary>
    public const string Client = "host-client";

    /// <summary>Runs a host with nothing in it until the process is ended.</summary>
    public static async Task<int> RunEmptyAsync()
    {
        await CreateBuilder().Build().RunAsync().ConfigureAwait(false);
        return 0;
    }

    /// <summary>Runs a host with a client until the process is ended.</summary>
    public static async Task<int> RunClientAsync()
    {
        var builder = CreateBuilder();
        builder.Services.AddTelegramClient();
        return await builder.Build().RunTelegramAsync().ConfigureAwait(false);
    }

    private static HostApplicationBuilder CreateBuilder() =>
        Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
}
