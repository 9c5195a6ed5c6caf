using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TelegramHost.LoopbackPage;

namespace TelegramHost.AspNetCore;

/// <summary>The page's web server: 127.0.0.1 alone, behind a random token in its address.</summary>
internal sealed class LoginPageServer : IAsyncDisposable
{
    private static readonly TimeSpan _stopPatience = TimeSpan.FromSeconds(2);

    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;

    private LoginPageServer(WebApplication application, CancellationTokenSource stopping, Uri address)
    {
        _application = application;
        _stopping = stopping;
        Address = address;
    }

    /// <summary>What to open in a browser; the token is part of it.</summary>
    public Uri Address { get; }

    /// <summary>Starts the server.</summary>
    public static async Task<LoginPageServer> StartAsync(LoginConversation conversation, int port, CancellationToken cancellationToken)
    {
        var builder = LoopbackServer.CreateBuilder(port);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<JsonOptions>(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, LoginPageJson.Default));

        var token = LoopbackServer.NewToken();
        var stopping = new CancellationTokenSource();
        var application = builder.Build();
        application.UseMiddleware<PageGuard>(token);
        var page = application.MapGroup("/" + token);
        page.MapGet("/", () => FileOf("login.html", "text/html; charset=utf-8"));
        page.MapGet("/login.css", () => FileOf("login.css", "text/css; charset=utf-8"));
        page.MapGet("/login.js", () => FileOf("login.js", "text/javascript; charset=utf-8"));
        page.MapGet("/state", async (int known, CancellationToken aborted) =>
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping.Token);
            return await conversation.NextAsync(known, either.Token).ConfigureAwait(false);
        });
        page.MapPost("/answer", (LoginPageAnswer answer) => conversation.TryAnswer(answer) ? Results.NoContent() : Results.Conflict());

        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        return new LoginPageServer(application, stopping, LoopbackServer.AddressOf(application, token));
    }

    public async ValueTask DisposeAsync()
    {
        // Pages that wait for news would hold the stop up until its limit.
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _application.StopAsync(_stopPatience).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static IResult FileOf(string name, string contentType) =>
        Results.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream("login/" + name)!, contentType);
}
