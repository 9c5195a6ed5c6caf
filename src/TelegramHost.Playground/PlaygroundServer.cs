using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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
        // An empty builder reads no configuration: neither ASPNETCORE_URLS nor the bot's own appsettings can move the page off loopback.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<JsonOptions>(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, PlaygroundJson.Default));

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var stopping = new CancellationTokenSource();
        var application = builder.Build();
        application.UseMiddleware<PageGuard>(token);
        var page = application.MapGroup("/" + token);
        PageFiles.Map(page);
        ChatEndpoints.Map(page, stage);
        EventStream.Map(page, stage, stopping.Token);

        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        var bound = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        return new PlaygroundServer(application, stopping, new Uri($"{bound}/{token}/"));
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
