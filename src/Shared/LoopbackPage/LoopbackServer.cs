using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace TelegramHost.LoopbackPage;

/// <summary>What every web server for one page has in common: 127.0.0.1 alone, behind a random token in its address.</summary>
internal static class LoopbackServer
{
    private const int MaxRequestBytes = 64 * 1024;

    /// <summary>A builder that reads no configuration: neither ASPNETCORE_URLS nor the bot's own appsettings can move the page off loopback.</summary>
    /// <param name="port">The TCP port; 0 takes any free one.</param>
    public static WebApplicationBuilder CreateBuilder(int port)
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

    /// <summary>A token that nobody can guess, for <see cref="PageGuard"/> and the address.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>What to open in a browser, once <paramref name="application"/> has started.</summary>
    public static Uri AddressOf(WebApplication application, string token)
    {
        var bound = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        return new Uri($"{bound}/{token}/");
    }
}
