using System.Collections.Concurrent;
using System.Net;
using TelegramHost.Client.Network;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>A way on which connections die without a word: what is sent vanishes, nothing comes, and nobody says so. New ones are fine.</summary>
internal sealed class SilentLine(IConnector way, TimeProvider time) : IConnector
{
    private readonly ConcurrentBag<Line> _lines = [];

    private readonly ConcurrentQueue<DateTimeOffset> _opened = new();

    /// <summary>When the first connection was asked for after <see cref="Silence"/>, by the given clock.</summary>
    public DateTimeOffset? NextOpened => _opened.TryPeek(out var first) ? first : null;

    /// <summary>Kills every connection that is open now.</summary>
    public void Silence()
    {
        _opened.Clear();
        foreach (var line in _lines)
            line.IsSilent = true;
    }

    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        _opened.Enqueue(time.GetUtcNow());
        var line = new Line(await way.ConnectAsync(endpoint, cancellationToken));
        _lines.Add(line);
        return line;
    }

    private sealed class Line(Stream stream) : Stream
    {
        private readonly CancellationTokenSource _closed = new();

        public volatile bool IsSilent;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
            try
            {
                var count = await stream.ReadAsync(buffer, either.Token);
                if (IsSilent)
                    await Task.Delay(Timeout.Infinite, either.Token);
                return count;
            }
            catch (OperationCanceledException) when (_closed.IsCancellationRequested)
            {
                throw new ObjectDisposedException(nameof(Line));
            }
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            IsSilent ? ValueTask.CompletedTask : stream.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => IsSilent ? Task.CompletedTask : stream.FlushAsync(cancellationToken);

        public override async ValueTask DisposeAsync()
        {
            await _closed.CancelAsync();
            await stream.DisposeAsync();
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
