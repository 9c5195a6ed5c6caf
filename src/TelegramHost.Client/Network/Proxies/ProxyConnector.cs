using System.Net;
using System.Net.Sockets;
using TelegramHost.MtProto;

namespace TelegramHost.Client.Network.Proxies;

/// <summary>Makes connections through a proxy: to it first, then the greeting, both bounded in time.</summary>
internal sealed class ProxyConnector(DnsEndPoint proxy, IProxyGreeting greeting, IConnector direct, TimeSpan timeLimit, TimeProvider time) : IConnector
{
    /// <inheritdoc/>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        var stream = await ConnectToProxyAsync(cancellationToken).ConfigureAwait(false);
        using var timeout = new CancellationTokenSource(timeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await greeting.GreetAsync(stream, endpoint, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw Explain(exception);
        }
    }

    private async ValueTask<Stream> ConnectToProxyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await direct.ConnectAsync(proxy, cancellationToken).ConfigureAwait(false);
        }
        catch (TransportException exception)
        {
            var reason = exception.InnerException is SocketException { Message: var why }
                ? why.TrimEnd('.')
                : $"no answer within {timeLimit.TotalSeconds:0.###} s (Telegram:Connection:ConnectTimeout)";
            throw new TransportException(
                $"The proxy {EndpointText.Of(proxy)} can't be reached: {reason}. Check Telegram:Proxy:Url, and that the proxy runs.", inner: exception);
        }
    }

    private Exception Explain(Exception exception)
    {
        // A refusal says itself what to do.
        if (exception is TransportException)
            return new TransportException($"The proxy {EndpointText.Of(proxy)} {exception.Message.TrimEnd('.')}.", inner: exception);
        var reason = exception switch
        {
            OperationCanceledException => $"has not opened the way within {timeLimit.TotalSeconds:0.###} s (Telegram:Connection:ConnectTimeout)",
            EndOfStreamException => "closed the connection instead of answering",
            IOException => $"broke off: {exception.Message.TrimEnd('.')}",
            ProtocolException { Got: { } got, Expected: { } expected } => $"gave a wrong answer: expected {expected}, got {got}",
            _ => null,
        };
        return reason is null
            ? exception
            : new TransportException($"The proxy {EndpointText.Of(proxy)} {reason}. {greeting.Advice}", inner: exception);
    }
}
