using System.IO.Pipelines;
using System.Net;
using System.Text;
using TelegramHost.Client.Network;

namespace TelegramHost.Client.Tests.Network.Proxies;

/// <summary>A proxy in memory: expects bytes, sends bytes, each exactly as the script says, and notes where it was looked for.</summary>
internal sealed class ScriptedProxy : IConnector
{
    private readonly Pipe _toProxy = new();
    private readonly Pipe _toClient = new();

    public DnsEndPoint? ConnectedTo { get; private set; }

    /// <summary>Whether the client has closed its side.</summary>
    public bool IsLeft { get; private set; }

    /// <summary>What the proxy sends from now on is handed over one byte at a time.</summary>
    public bool ByteByByte { get; init; }

    public ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        ConnectedTo = endpoint;
        return ValueTask.FromResult<Stream>(new Side(this));
    }

    public async Task ExpectAsync(params byte[] bytes)
    {
        var got = new byte[bytes.Length];
        await _toProxy.Reader.AsStream(leaveOpen: true).ReadExactlyAsync(got);
        Assert.Equal(Convert.ToHexStringLower(bytes), Convert.ToHexStringLower(got));
    }

    public Task ExpectAsync(string text) => ExpectAsync(Encoding.ASCII.GetBytes(text));

    public async Task<byte[]> TakeAsync(int count)
    {
        var got = new byte[count];
        await _toProxy.Reader.AsStream(leaveOpen: true).ReadExactlyAsync(got);
        return got;
    }

    public async Task SendAsync(params byte[] bytes) => await _toClient.Writer.WriteAsync(bytes);

    public Task SendAsync(string text) => SendAsync(Encoding.ASCII.GetBytes(text));

    public void Close() => _toClient.Writer.Complete();

    private sealed class Side(ScriptedProxy proxy) : Stream
    {
        private readonly Stream _input = proxy._toClient.Reader.AsStream();
        private readonly Stream _output = proxy._toProxy.Writer.AsStream();

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _input.ReadAsync(proxy.ByteByByte && buffer.Length > 1 ? buffer[..1] : buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            _output.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => _output.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            proxy.IsLeft = true;
            if (disposing)
            {
                _input.Dispose();
                _output.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
