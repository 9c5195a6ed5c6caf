using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramHost.Client;
using TelegramHost.Dispatch;
using TelegramHost.Routing;

namespace TelegramHost.Hosting;

/// <summary>Runs one client and its handlers as long as the host runs.</summary>
/// <remarks>On the way down the client outlives the handlers: what they still want to say has to go out.</remarks>
internal sealed class TelegramBotService(string name, IServiceProvider services, IHostApplicationLifetime lifetime, ILoggerFactory loggers) : BackgroundService
{
    private readonly ILogger _logger = loggers.CreateLogger<TelegramBotService>();
    private readonly string _display = TelegramClientName.Display(name);

    // Nothing is resolved before the start: the host makes this service before it has checked the options.
    private TelegramOptions Settings => services.GetRequiredService<IOptionsMonitor<TelegramOptions>>().Get(name);

    private ITelegramClient Client => services.GetRequiredKeyedService<ITelegramClient>(name);

    private IUpdateSource Source => services.GetRequiredKeyedService<IUpdateSource>(name);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Settings.Startup == StartupMode.WaitForReady)
                await Client.ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (services.GetService<StartReport>() is { IsOneSentence: true } && StartFailure.TryDescribe(exception, out _))
        {
            // Thrown on, the host would print its own stack trace beside the sentence.
            Fail(exception);
            return;
        }

        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(CreateDispatcher(), stoppingToken).ConfigureAwait(false);
            HostingLog.Stopped(_logger, _display);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            HostingLog.Stopped(_logger, _display);
        }
#pragma warning disable CA1031 // thrown on, it would end the process with exit code 0; so it is logged and ends it with 1
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }

    private async Task RunAsync(UpdateDispatcher dispatcher, CancellationToken stoppingToken)
    {
        using var clientStop = new CancellationTokenSource();
        using var intakeStop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await using var logStop = stoppingToken.Register(() => HostingLog.Stopping(_logger, _display));
        using var reload = Client is TelegramClient client ? ResilienceReload.Watch(name, client, services, _logger) : null;
        var updates = Source.Updates;
        var running = RunClientAsync(clientStop.Token);
        var dispatching = dispatcher.RunAsync(updates, intakeStop.Token);
        try
        {
            await Task.WhenAny(running, dispatching).ConfigureAwait(false);
            await intakeStop.CancelAsync().ConfigureAwait(false);
            await dispatching.ConfigureAwait(false);
        }
        finally
        {
            await clientStop.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (running.IsFaulted)
            await running.ConfigureAwait(false);
        if (!stoppingToken.IsCancellationRequested)
            throw new InvalidOperationException("The client ended by itself, although nobody stopped it.");
    }

    private async Task RunClientAsync(CancellationToken cancellationToken)
    {
        await Client.ConnectAsync(cancellationToken).ConfigureAwait(false);
        if (Client is TelegramClient { IsLoggedIn: false })
        {
            throw new SessionLostException(
                $"Nobody is logged in: set {TelegramClientName.Section(name)}:BotToken for a bot; for a user log in once with telegramhost login, or add UseAuthenticator<…>() behind AddTelegramClient().");
        }

        await Client.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private UpdateDispatcher CreateDispatcher()
    {
        var pipeline = services.GetRequiredService<IOptionsMonitor<BotPipeline>>().Get(name);
        var logger = loggers.CreateLogger<UpdateDispatcher>();
        HostingLog.Starting(_logger, _display, pipeline.Routes.Count);
        if (pipeline.Routes.Count == 0 && pipeline.Middleware.Count == 0)
            HostingLog.NoRoutes(_logger, _display);
        var router = new UpdateRouter(new RouteTable(pipeline.Routes), logger);
        return new UpdateDispatcher(
            Client,
            MiddlewareChain.Build(pipeline.Middleware, router.RouteAsync),
            services.GetRequiredService<IServiceScopeFactory>(),
            Settings.Dispatch,
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            logger,
            (delivery, handler, exception, cancellationToken) =>
                Source.KeepAsync(delivery, handler, exception, Settings.Dispatch.QuarantineCapacity, cancellationToken));
    }

    private void Fail(Exception exception)
    {
        if (StartFailure.TryDescribe(exception, out var reason))
        {
            HostingLog.Fatal(_logger, _display, reason);
            HostingLog.FatalDetail(_logger, _display, exception);
        }
        else
        {
            HostingLog.Crashed(_logger, _display, exception);
        }

        // A background service that ends with an exception leaves exit code 0 behind, and a supervisor would take that for success.
        if (Environment.ExitCode == 0)
            Environment.ExitCode = 1;
        lifetime.StopApplication();
    }
}
