using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TelegramHost.LoopbackPage;

namespace TelegramHost.Playground;

/// <summary>Serves the page for as long as the host runs.</summary>
internal sealed class PlaygroundService(PlaygroundStage stage, PlaygroundOptions options, ILoggerFactory loggerFactory) : IHostedService
{
    private LoopbackServer? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        stage.Loggers.Attach(loggerFactory);
        _server = await PlaygroundPage.StartAsync(stage, options.Port, cancellationToken).ConfigureAwait(false);
        loggerFactory.CreateLogger("TelegramHost.Playground").Ready(stage.Bot.Username!, _server.Address);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is { } server)
            await server.DisposeAsync().ConfigureAwait(false);
    }
}
