using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TelegramHost.LoopbackPage;

/// <summary>Lets in only those who opened the printed address on this machine.</summary>
/// <remarks>
/// A page of a stranger can make a browser call 127.0.0.1. It does not know the token; by DNS rebinding it would come with its own
/// name in <c>Host</c>; and its calls carry its own <c>Origin</c>. All three are checked.
/// </remarks>
internal sealed class PageGuard(RequestDelegate next, string token)
{
    private readonly byte[] _token = Encoding.ASCII.GetBytes(token);

    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        if (!IsOwnHost(request.Host, context.Connection.LocalPort) || !IsOwnOrigin(request))
            return Refuse(context, StatusCodes.Status403Forbidden);
        if (!HasToken(request.Path))
            return Refuse(context, StatusCodes.Status404NotFound);

        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        // The address holds the token: no other site may learn it from a link in a message.
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return next(context);
    }

    private static bool IsOwnHost(HostString host, int port) => host.Port == port && host.Host is ("127.0.0.1" or "localhost");

    private static bool IsOwnOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || origin == $"http://{request.Host}";
    }

    private bool HasToken(PathString path)
    {
        var text = path.Value ?? "";
        var end = text.IndexOf('/', Math.Min(1, text.Length));
        return end > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text[1..end]), _token);
    }

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
