using TelegramHost.Client.Areas.Files;

namespace TelegramHost.Client.Tests.Areas.Files;

public sealed class PartsInOrderTests
{
    private const int Part = PartsInOrder.PartSize;

    private readonly Dictionary<long, TaskCompletionSource<byte[]>> _asked = [];
    private int _cancelled;

    [Fact]
    public async Task Parts_ThatComeInAnyOrder_AreHandedOutInTheirs()
    {
        await using var parts = PartsInOrder.ReadAsync(ReadAsync, 0, null, 3, default).GetAsyncEnumerator();
        var first = parts.MoveNextAsync();
        _asked[0].SetResult(new byte[Part]);
        Assert.True(await first);

        var second = parts.MoveNextAsync();
        _asked[2 * Part].SetResult(Whole(2));
        _asked[3 * Part].SetResult([3]);
        Assert.False(second.IsCompleted);
        _asked[Part].SetResult(Whole(1));

        Assert.True(await second);
        Assert.Equal(1, parts.Current[0]);
        Assert.True(await parts.MoveNextAsync());
        Assert.Equal(2, parts.Current[0]);
        Assert.True(await parts.MoveNextAsync());
        Assert.Equal([3], parts.Current);
        Assert.False(await parts.MoveNextAsync());
    }

    [Fact]
    public async Task FirstPart_GoesAlone_AndThenNeverMoreThanTheWindow()
    {
        await using var parts = PartsInOrder.ReadAsync(ReadAsync, 0, null, 4, default).GetAsyncEnumerator();

        var first = parts.MoveNextAsync();
        Assert.Single(_asked);
        _asked[0].SetResult(Whole(0));
        await first;
        // Whoever does not read on does not fill the memory.
        Assert.Single(_asked);
        var second = parts.MoveNextAsync();
        Assert.Equal(5, _asked.Count);
        _asked[Part].SetResult(Whole(1));
        await second;
        Assert.Equal(5, _asked.Count);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(Part, 1)]
    [InlineData(Part + 1, 2)]
    [InlineData(3 * Part, 3)]
    public async Task KnownEnd_IsNotAskedBeyond(long end, int expected)
    {
        var asked = 0;

        await foreach (var _ in PartsInOrder.ReadAsync(Read, 0, end, 8, default))
        {
        }

        Assert.Equal(expected, asked);

        Task<byte[]> Read(long offset, int limit, CancellationToken cancellationToken)
        {
            asked++;
            return Task.FromResult(new byte[Math.Min(limit, end - offset)]);
        }
    }

    [Fact]
    public async Task ReaderWhoStops_LeavesNothingUnderWay()
    {
        await foreach (var _ in PartsInOrder.ReadAsync(Read, 0, null, 4, default))
        {
            if (_asked.Count > 1)
                break;
        }

        Assert.True(_asked.Count > 2);
        Assert.Equal(_asked.Count - 2, _cancelled);

        Task<byte[]> Read(long offset, int limit, CancellationToken cancellationToken) =>
            offset < 2 * Part ? AnswerAsync(offset, limit, cancellationToken) : ReadAsync(offset, limit, cancellationToken);
    }

    [Fact]
    public async Task PartThatFails_EndsItWithItsFault()
    {
        await using var parts = PartsInOrder.ReadAsync(ReadAsync, 0, null, 4, default).GetAsyncEnumerator();
        var first = parts.MoveNextAsync();
        _asked[0].SetResult(Whole(0));
        await first;
        var second = parts.MoveNextAsync();
        _asked[Part].SetException(new IOException("gone"));

        Assert.Equal("gone", (await Assert.ThrowsAsync<IOException>(() => second.AsTask())).Message);
        Assert.Equal(3, _cancelled);
    }

    // Vector 22 "getfile-align": whatever is asked for is a divisor of 1 MiB, and lies within one.
    [Fact]
    public void EveryPart_KeepsTheRulesOfAlignment()
    {
        const int mebibyte = 1024 * 1024;
        for (long offset = 0; offset < 8 * mebibyte; offset += Part)
        {
            Assert.Equal(0, mebibyte % Part);
            Assert.Equal(0, offset % 4096);
            Assert.Equal(offset / mebibyte, (offset + Part - 1) / mebibyte);
        }
    }

    private static byte[] Whole(byte mark)
    {
        var part = new byte[Part];
        part[0] = mark;
        return part;
    }

    private Task<byte[]> AnswerAsync(long offset, int limit, CancellationToken cancellationToken)
    {
        var answer = ReadAsync(offset, limit, cancellationToken);
        _asked[offset].SetResult(Whole(0));
        return answer;
    }

    private Task<byte[]> ReadAsync(long offset, int limit, CancellationToken cancellationToken)
    {
        Assert.Equal(Part, limit);
        var answer = new TaskCompletionSource<byte[]>();
        cancellationToken.Register(() =>
        {
            if (answer.TrySetCanceled(cancellationToken))
                _cancelled++;
        });
        _asked.Add(offset, answer);
        return answer.Task;
    }
}
