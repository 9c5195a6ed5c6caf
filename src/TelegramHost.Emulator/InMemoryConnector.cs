using System.IO.Pipelines;
using System.Net;
using TelegramHost.Client.Network;
using TelegramHost.Emulator.Server;

namespace TelegramHost.Emulator;

/// <summary>Connects a client to the emulator without a socket: two pipes in memory. The port says to which data center; one that is none goes to the first.</summary>
internal sealed class InMemoryConnector(IReadOnlyList<DataCenter> dataCenters) : IConnector
{
    /// <inheritdoc/>
    public ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var toServer = new Pipe();
        var toClient = new Pipe();
        var center = dataCenters.FirstOrDefault(center => center.EndPoint.Port == endpoint.Port) ?? dataCenters[0];
        center.Server.Serve(new DuplexStream(toServer.Reader.AsStream(), toClient.Writer.AsStream()));
        return ValueTask.FromResult<Stream>(new DuplexStream(toClient.Reader.AsStream(), toServer.Writer.AsStream()));
    }
}
