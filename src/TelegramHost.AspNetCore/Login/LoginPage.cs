using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TelegramHost.LoopbackPage;

namespace TelegramHost.AspNetCore;

/// <summary>The page on which somebody logs in.</summary>
internal static class LoginPage
{
    /// <summary>Starts its server.</summary>
    public static Task<LoopbackServer> StartAsync(LoginConversation conversation, int port, CancellationToken cancellationToken) =>
        LoopbackServer.StartAsync(port, LoginPageJson.Default, (page, stopping) => Map(page, conversation, stopping), cancellationToken);

    private static void Map(RouteGroupBuilder page, LoginConversation conversation, CancellationToken stopping)
    {
        page.MapGet("/", () => FileOf("login.html", "text/html; charset=utf-8"));
        page.MapGet("/login.css", () => FileOf("login.css", "text/css; charset=utf-8"));
        page.MapGet("/login.js", () => FileOf("login.js", "text/javascript; charset=utf-8"));
        page.MapGet("/state", async (int known, CancellationToken aborted) =>
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
            return await conversation.NextAsync(known, either.Token).ConfigureAwait(false);
        });
        page.MapPost("/answer", (LoginPageAnswer answer) => conversation.TryAnswer(answer) ? Results.NoContent() : Results.Conflict());
    }

    private static IResult FileOf(string name, string contentType) =>
        Results.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream("login/" + name)!, contentType);
}
