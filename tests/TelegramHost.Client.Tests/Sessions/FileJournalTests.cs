using System.Diagnostics;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Tests.Sessions;

/// <summary>What the file store appends: marks and peers.</summary>
public sealed class FileJournalTests : IDisposable
{
    private static readonly StoredPeer _ada = new() { Id = 1001, AccessHash = -5, Usernames = ["ada"], Phone = "4420", Data = new byte[] { 1, 2, 3 } };
    private static readonly UpdateMark _old = Mark(1);
    private static readonly UpdateMark _new = Mark(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    private string SessionPath => Path.Combine(_folder, "bot.session");

    private string JournalPath => SessionPath + ".state";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(FileWriteStep.Append, false)]
    [InlineData(FileWriteStep.FlushAppended, true)]
    internal async Task Batch_WhenItCrashesAtAnyStep_CountsWholeOrNotAtAll(FileWriteStep crash, bool isNew)
    {
        await WriteAsync(_old);
        await using (var lease = await OpenAsync(step => ThrowAt(step, crash, new InvalidOperationException("crash"))))
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await lease.Updates.WriteAsync([_new], [], default));

        Assert.Equal([isNew ? _new : _old], await ReadAsync());
        // And a later write is not disturbed by what the crash left behind.
        await WriteAsync(Mark(3));
        Assert.Equal([Mark(3)], await ReadAsync());
    }

    [Fact]
    public async Task Batch_CutOffAtAnyByte_DoesNotCount()
    {
        await WriteAsync(_old);
        var before = (int)new FileInfo(JournalPath).Length;
        await using (var lease = await OpenAsync())
            await lease.Peers.WriteAsync([_ada, _ada with { Id = 1002, Usernames = [] }], default);
        var whole = await File.ReadAllBytesAsync(JournalPath);

        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(JournalPath, whole[..length]);
            await using var lease = await OpenAsync();

            Assert.Equal(length < before ? [] : [_old], await lease.Updates.ReadAsync(default));
            Assert.Null(await lease.Peers.FindAsync(1001, default));
            Assert.Null(await lease.Peers.FindByUsernameAsync("ada", default));
            await lease.Updates.WriteAsync([_new], [], default);
            await lease.DisposeAsync();
            Assert.Equal([_new], await ReadAsync());
        }
    }

    [Fact]
    public async Task Journal_OfWhichAPowerCutLeftTheLengthAlone_IsEmpty()
    {
        await File.WriteAllBytesAsync(JournalPath, new byte[500]);

        Assert.Empty(await ReadAsync());
        await WriteAsync(_new);
        Assert.Equal([_new], await ReadAsync());
    }

    [Fact]
    public async Task Journal_WithAnyByteChangedBeforeItsLastBatch_IsCalledDamagedAndLeft()
    {
        await WriteAsync(_old);
        var length = (int)new FileInfo(JournalPath).Length;
        await WriteAsync(_new);
        var whole = await File.ReadAllBytesAsync(JournalPath);

        // The four bytes of the version say something else.
        foreach (var i in Enumerable.Range(0, length).Except(Enumerable.Range(4, 4)))
        {
            var damaged = (byte[])whole.Clone();
            damaged[i] ^= 0x10;
            await File.WriteAllBytesAsync(JournalPath, damaged);

            var exception = await Assert.ThrowsAsync<SessionStoreException>(ReadAsync);

            Assert.Equal(SessionStoreFault.Corrupt, exception.Fault);
            Assert.Contains(SessionPath, exception.Message, StringComparison.Ordinal);
            Assert.Equal(damaged, await File.ReadAllBytesAsync(JournalPath));
        }
    }

    [Fact]
    public async Task FullDisk_SaysSo_AndTheOldStateStays()
    {
        await WriteAsync(_old);
        await using (var lease = await OpenAsync(step => ThrowAt(step, FileWriteStep.FlushAppended, new IOException("No space left on device", 28))))
        {
            var exception = await Assert.ThrowsAsync<SessionStoreException>(async () => await lease.Updates.WriteAsync([_new], [], default));

            Assert.Equal(SessionStoreFault.Unavailable, exception.Fault);
            Assert.Contains("disk is full", exception.Message, StringComparison.Ordinal);
            Assert.Equal([_old], await lease.Updates.ReadAsync(default));
        }
    }

    [Fact]
    public async Task History_IsRemoved_AndNothingElse()
    {
        await using (var lease = await OpenAsync())
        {
            await lease.Peers.WriteAsync([_ada], default);
            for (var i = 1; i <= 2500; i++)
                await lease.Updates.WriteAsync([Mark(i)], [], default);
            Assert.InRange(new FileInfo(JournalPath).Length, 0, 60_000);
        }

        Assert.Equal([Mark(2500)], await ReadAsync());
        await using var next = await OpenAsync();
        Assert.Equal(-5, (await next.Peers.FindByUsernameAsync("ada", default))!.AccessHash);
    }

    [Theory]
    [InlineData(FileWriteStep.WriteTemporary)]
    [InlineData(FileWriteStep.FlushTemporary)]
    [InlineData(FileWriteStep.Rename)]
    [InlineData(FileWriteStep.FlushFolder)]
    internal async Task RemovalOfHistory_WhenItCrashesAtAnyStep_LosesNothing(FileWriteStep crash)
    {
        await using (var lease = await OpenAsync(step => ThrowAt(step, crash, new InvalidOperationException("crash"))))
        {
            await lease.Peers.WriteAsync([_ada], default);
            UpdateMark[] many = [.. Enumerable.Range(1, 2100).Select(i => new UpdateMark(new UpdateBox(UpdateBoxKind.Channel, i), i, i))];
            await lease.Updates.WriteAsync(many, [], default);
            await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            {
                await lease.Updates.WriteAsync([], [.. many.Select(mark => mark.Box)], default);
                await lease.Updates.WriteAsync([_new], [], default);
            });
        }

        await using var next = await OpenAsync();
        Assert.Equal(-5, (await next.Peers.FindAsync(1001, default))!.AccessHash);
        Assert.DoesNotContain(await next.Updates.ReadAsync(default), mark => mark.Box.Kind == UpdateBoxKind.Channel);
        await next.Updates.WriteAsync([_new], [], default);
        Assert.Equal([_new], await next.Updates.ReadAsync(default));
    }

    [Fact]
    public async Task RemovalOfHistory_OnAFullDisk_IsPutOff()
    {
        var isFull = true;
        await using (var lease = await OpenAsync(step =>
        {
            if (isFull)
                ThrowAt(step, FileWriteStep.FlushTemporary, new IOException("No space left on device", 28));
        }))
        {
            for (var i = 1; i <= 2200; i++)
                await lease.Updates.WriteAsync([Mark(i)], [], default);
            var length = new FileInfo(JournalPath).Length;
            isFull = false;
            await lease.Updates.WriteAsync([Mark(2201)], [], default);
            Assert.InRange(new FileInfo(JournalPath).Length, 0, length / 10);
        }

        Assert.Equal([Mark(2201)], await ReadAsync());
    }

    [Fact]
    public async Task Lock_OfAKilledProcess_IsTakenOver()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await WriteAsync(_old);
        // util-linux takes the same lock as .NET; its child dies with it.
        using var holder = Process.Start(new ProcessStartInfo("flock", ["--exclusive", "--no-fork", SessionPath + ".lock", "cat"]) { RedirectStandardInput = true })!;
        while (true)
        {
            try
            {
                await (await OpenAsync()).DisposeAsync();
            }
            catch (SessionStoreException exception)
            {
                Assert.Equal(SessionStoreFault.Locked, exception.Fault);
                break;
            }
        }

        holder.Kill();
        await holder.WaitForExitAsync();

        Assert.Equal([_old], await ReadAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(FileWriteStep.WriteTemporary)]
    [InlineData(FileWriteStep.FlushTemporary)]
    [InlineData(FileWriteStep.Rename)]
    [InlineData(FileWriteStep.Append)]
    internal async Task JournalOfVersion1_IsRewrittenForAQuarantinedUpdate_AndACrashMeanwhileLosesNothing(FileWriteStep? crash)
    {
        await WriteAsync(_old);
        var bytes = await File.ReadAllBytesAsync(JournalPath);
        bytes[4] = 1;
        await File.WriteAllBytesAsync(JournalPath, bytes);
        QuarantineEntry entry = new(7, new byte[] { 1, 2, 3 });

        await using (var lease = await OpenAsync(crash is { } step ? at => ThrowAt(at, step, new InvalidOperationException("crash")) : null))
        {
            Assert.Equal([_old], await lease.Updates.ReadAsync(default));
            if (crash is null)
                await lease.Quarantine!.WriteAsync([entry], [], default);
            else
                await Assert.ThrowsAsync<InvalidOperationException>(async () => await lease.Quarantine!.WriteAsync([entry], [], default));
        }

        await using var next = await OpenAsync();
        Assert.Equal([_old], await next.Updates.ReadAsync(default));
        var kept = await next.Quarantine!.ReadAsync(default);
        Assert.Equal(crash is null ? ["7: 010203"] : [], kept.Select(item => $"{item.Id}: {Convert.ToHexString(item.Data.Span)}"));
        Assert.Equal(crash is null or FileWriteStep.Append ? 2 : 1, (await File.ReadAllBytesAsync(JournalPath))[4]);
    }

    private static void ThrowAt(FileWriteStep step, FileWriteStep crash, Exception exception)
    {
        if (step == crash)
            throw exception;
    }

    private static UpdateMark Mark(int handled) => new(new UpdateBox(UpdateBoxKind.Pts), handled, handled);

    private ValueTask<ISessionLease> OpenAsync(Action<FileWriteStep>? fault = null) => new FileSessionStore(SessionPath, fault).AcquireAsync("default", default);

    private async Task WriteAsync(UpdateMark mark)
    {
        await using var lease = await OpenAsync();
        await lease.Updates.WriteAsync([mark], [], default);
    }

    private async Task<IReadOnlyList<UpdateMark>> ReadAsync()
    {
        await using var lease = await OpenAsync();
        return await lease.Updates.ReadAsync(default);
    }
}
