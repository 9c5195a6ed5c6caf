using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using TelegramHost.MtProto;

namespace TelegramHost.Client.Network.Proxies;

/// <summary>Asks an HTTP proxy for a tunnel, with basic authentication if there is a login.</summary>
/// <remarks>Sources: https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6, https://www.rfc-editor.org/rfc/rfc7617</remarks>
internal sealed class HttpConnectGreeting(NetworkCredential? credential) : IProxyGreeting
{
    // What common servers take of a request; an answer is shorter.
    private const int MaxHeadBytes = 16 * 1024;

    private const int LoginRequired = 407;

    // "HTTP/1.1 200", and what may follow.
    private const int StatusOffset = 9;
    private const int StatusDigits = 3;

    /// <inheritdoc/>
    public string Advice => "Check that Telegram:Proxy:Url is that of an HTTP proxy, and that it allows CONNECT to Telegram's addresses.";

    /// <inheritdoc/>
    public async ValueTask<Stream> GreetAsync(Stream stream, DnsEndPoint target, CancellationToken cancellationToken)
    {
        var request = Encoding.ASCII.GetBytes(RequestFor(EndpointText.Of(target)));
        try
        {
            await stream.WriteAsync(request, cancellationToken).ConfigureAwait(false);
            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(request);
        }

        var status = StatusOf(await ReadHeadAsync(stream, cancellationToken).ConfigureAwait(false));
        if (status is >= 200 and < 300)
            return stream;
        throw new TransportException((status, credential) switch
        {
            (LoginRequired, null) => "does not let in without a name (407): set Telegram:Proxy:UserName and Telegram:Proxy:Password",
            (LoginRequired, _) => "refuses the name and the password (407): check Telegram:Proxy:UserName and Telegram:Proxy:Password, or those in Telegram:Proxy:Url",
            _ => $"does not open a tunnel to {EndpointText.Of(target)}: it answers {status}. {Advice}",
        });
    }

    private string RequestFor(string authority)
    {
        var request = $"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n";
        if (credential is not null)
            request += $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"))}\r\n";
        return request + "\r\n";
    }

    /// <summary>Reads to the empty line and not a byte further: what comes behind it belongs to the tunnel.</summary>
    private static async ValueTask<byte[]> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        // The end can't be crossed by as many bytes as the shortest rest of it has.
        var head = new List<byte>(256);
        var buffer = new byte[4];
        while (true)
        {
            var wanted = Missing(head);
            if (wanted == 0)
                return [.. head];
            if (head.Count + wanted > MaxHeadBytes)
                throw new ProtocolException("Answer of an HTTP proxy", $"at most {MaxHeadBytes} bytes of header", "more");
            await stream.ReadExactlyAsync(buffer.AsMemory(0, wanted), cancellationToken).ConfigureAwait(false);
            head.AddRange(buffer.AsSpan(0, wanted));
        }
    }

    /// <summary>How many bytes there are at least up to the end of the empty line.</summary>
    private static int Missing(List<byte> head)
    {
        ReadOnlySpan<byte> end = "\r\n\r\n"u8;
        var tail = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(head);
        for (var found = Math.Min(end.Length, tail.Length); found > 0; found--)
        {
            if (tail.EndsWith(end[..found]))
                return end.Length - found;
        }

        return end.Length;
    }

    private static int StatusOf(ReadOnlySpan<byte> head)
    {
        var isHttp = head.StartsWith("HTTP/1.0 "u8) || head.StartsWith("HTTP/1.1 "u8);
        if (!isHttp
            || head.Length < StatusOffset + StatusDigits
            || !int.TryParse(head.Slice(StatusOffset, StatusDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            throw new ProtocolException("Answer of an HTTP proxy", "HTTP/1.1 and a status", "something else");
        }

        return status;
    }
}
