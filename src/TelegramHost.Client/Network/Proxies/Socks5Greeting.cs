using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using TelegramHost.MtProto;

namespace TelegramHost.Client.Network.Proxies;

/// <summary>Asks a SOCKS5 proxy for a connection, with a login if it wants one.</summary>
/// <remarks>Sources: https://www.rfc-editor.org/rfc/rfc1928, https://www.rfc-editor.org/rfc/rfc1929</remarks>
internal sealed class Socks5Greeting(NetworkCredential? credential) : IProxyGreeting
{
    private const byte Version = 5;
    private const byte LoginVersion = 1;
    private const byte Connect = 1;
    private const byte NoLogin = 0;
    private const byte Login = 2;
    private const byte IPv4 = 1;
    private const byte Name = 3;
    private const byte IPv6 = 4;
    private const int MaxNameBytes = 255;

    /// <inheritdoc/>
    public string Advice => "Check that Telegram:Proxy:Url is that of a SOCKS5 proxy, and that it lets this machine connect to Telegram.";

    /// <inheritdoc/>
    public async ValueTask<Stream> GreetAsync(Stream stream, DnsEndPoint target, CancellationToken cancellationToken)
    {
        byte[] methods = credential is null ? [NoLogin] : [NoLogin, Login];
        await SendAsync(stream, [Version, (byte)methods.Length, .. methods], cancellationToken).ConfigureAwait(false);
        var choice = await ReadAsync(stream, 2, cancellationToken).ConfigureAwait(false);
        Require(choice[0] == Version, "SOCKS version 5", choice[0]);
        if (choice[1] == Login && credential is not null)
            await LogInAsync(stream, cancellationToken).ConfigureAwait(false);
        else if (choice[1] != NoLogin)
            throw new TransportException(
                credential is null
                    ? "does not let in without a name: set Telegram:Proxy:UserName and Telegram:Proxy:Password"
                    : "takes neither a name and a password nor goes without: it wants a way to log in that is not supported");

        await SendAsync(stream, [Version, Connect, 0, .. AddressOf(target)], cancellationToken).ConfigureAwait(false);
        await ReadAnswerAsync(stream, target, cancellationToken).ConfigureAwait(false);
        return stream;
    }

    private async ValueTask LogInAsync(Stream stream, CancellationToken cancellationToken)
    {
        var name = Encoding.UTF8.GetBytes(credential!.UserName);
        var password = Encoding.UTF8.GetBytes(credential.Password);
        byte[] login = [LoginVersion, (byte)name.Length, .. name, (byte)password.Length, .. password];
        try
        {
            await SendAsync(stream, login, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(login);
            CryptographicOperations.ZeroMemory(password);
        }

        var answer = await ReadAsync(stream, 2, cancellationToken).ConfigureAwait(false);
        Require(answer[0] == LoginVersion, "version 1 of the login", answer[0]);
        if (answer[1] != 0)
            throw new TransportException("refuses the name and the password: check Telegram:Proxy:UserName and Telegram:Proxy:Password, or those in Telegram:Proxy:Url");
    }

    /// <summary>Takes the answer, the address in it included, to its last byte.</summary>
    private static async ValueTask ReadAnswerAsync(Stream stream, DnsEndPoint target, CancellationToken cancellationToken)
    {
        var answer = await ReadAsync(stream, 4, cancellationToken).ConfigureAwait(false);
        Require(answer[0] == Version, "SOCKS version 5", answer[0]);
        if (answer[1] != 0)
            throw new TransportException($"does not connect to {EndpointText.Of(target)}: {Reason(answer[1])}. Check Telegram:Connection:Endpoint if it is set, and that the proxy may connect to Telegram");
        var length = answer[3] switch
        {
            IPv4 => 4,
            IPv6 => 16,
            Name => (await ReadAsync(stream, 1, cancellationToken).ConfigureAwait(false))[0],
            var kind => throw new ProtocolException("Kind of address in a SOCKS5 answer", "1, 3 or 4", $"{kind}"),
        };
        await ReadAsync(stream, length + 2, cancellationToken).ConfigureAwait(false);
    }

    private static byte[] AddressOf(DnsEndPoint target)
    {
        var port = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(port, (ushort)target.Port);
        if (IPAddress.TryParse(target.Host, out var address))
            return [address.AddressFamily == AddressFamily.InterNetworkV6 ? IPv6 : IPv4, .. address.GetAddressBytes(), .. port];
        var name = Encoding.ASCII.GetBytes(target.Host);
        return name.Length is > 0 and <= MaxNameBytes
            ? [Name, (byte)name.Length, .. name, .. port]
            : throw new TransportException($"can't be told a name of {name.Length} bytes, at most {MaxNameBytes}: check Telegram:Connection:Endpoint");
    }

    private static string Reason(byte code) => code switch
    {
        1 => "it has failed (1)",
        2 => "its rules forbid it (2)",
        3 => "the network is unreachable from there (3)",
        4 => "the host is unreachable from there (4)",
        5 => "the connection is refused there (5)",
        6 => "it took too long (6)",
        7 => "it makes no connections at all (7)",
        8 => "it does not know this kind of address (8)",
        _ => $"error {code}",
    };

    private static void Require(bool isGood, string expected, byte got)
    {
        if (!isGood)
            throw new ProtocolException("Answer of a SOCKS5 proxy", expected, $"{got}");
    }

    private static async ValueTask SendAsync(Stream stream, byte[] bytes, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<byte[]> ReadAsync(Stream stream, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }
}
