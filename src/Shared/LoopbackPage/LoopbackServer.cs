using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TelegramHost.LoopbackPage;

/// <summary>The web server of one page: 127.0.0.1 alone, behind a random token in its address.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private const int MaxRequestBytes = 64 * 1024;
    private static readonly TimeSpan _stopPatience = TimeSpan.FromSeconds(2);

    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;

    private LoopbackServer(WebApplication application, CancellationTokenSource stopping, string token)
    {
        _application = application;
        _stopping = stopping;
        var bound = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        Address = new Uri($"{bound}/{token}/");
    }

    /// <summary>What to open in a browser; the token is part of it.</summary>
    public Uri Address { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="port">The TCP port; 0 takes any free one.</param>
    /// <param name="json">How bodies are read and written.</param>
    /// <param name="map">Says what there is below the token; what waits for news ends with the token that it is given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<LoopbackServer> StartAsync(
        int port, JsonSerializerContext json, Action<RouteGroupBuilder, CancellationToken> map, CancellationToken cancellationToken)
    {
        var builder = CreateBuilder(port);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<JsonOptions>(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, json));

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var stopping = new CancellationTokenSource();
        var application = builder.Build();
        application.UseMiddleware<PageGuard>(token);
        map(application.MapGroup("/" + token), stopping.Token);
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        return new LoopbackServer(application, stopping, token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Pages that wait for news would hold the stop up until its limit.
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _application.StopAsync(_stopPatience).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    // It reads no configuration: neither ASPNETCORE_URLS nor the bot's own appsettings can move the page off loopback.
    private static WebApplicationBuilder CreateBuilder(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        return builder;
    }
}
