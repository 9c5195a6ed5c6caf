using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TelegramHost.LoopbackPage;

namespace TelegramHost.Playground;

/// <summary>The page's web server: 127.0.0.1 alone, behind a random token in its address.</summary>
internal sealed class PlaygroundServer : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);

    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;

    private PlaygroundServer(WebApplication application, CancellationTokenSource stopping, Uri address)
    {
        _application = application;
        _stopping = stopping;
        Address = address;
    }

    /// <summary>What to open in a browser; the token is part of it.</summary>
    public Uri Address { get; }

    /// <summary>Starts the server.</summary>
    public static async Task<PlaygroundServer> StartAsync(PlaygroundStage stage, int port, CancellationToken cancellationToken)
    {
        var builder = LoopbackServer.CreateBuilder(port);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<JsonOptions>(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, PlaygroundJson.Default));

        var token = LoopbackServer.NewToken();
        var stopping = new CancellationTokenSource();
        var application = builder.Build();
        application.UseMiddleware<PageGuard>(token);
        var page = application.MapGroup("/" + token);
        PageFiles.Map(page);
        ChatEndpoints.Map(page, stage);
        EventStream.Map(page, stage, stopping.Token);

        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        return new PlaygroundServer(application, stopping, LoopbackServer.AddressOf(application, token));
    }

    public async ValueTask DisposeAsync()
    {
        // Open event streams would hold the stop up until its limit.
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _application.StopAsync(StopPatience).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }
}
