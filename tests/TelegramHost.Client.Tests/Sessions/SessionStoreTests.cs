using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Tests.Sessions;

/// <summary>What every store must do, whatever it keeps sessions in.</summary>
public abstract class SessionStoreTests
{
    private protected abstract ISessionStore Store { get; }

    [Fact]
    public async Task Read_WhenNothingIsStored_IsNull()
    {
        await using var lease = await Store.AcquireAsync(default);

        Assert.Null(await lease.ReadAsync(default));
    }

    [Fact]
    public async Task Written_IsReadByTheNextHolder()
    {
        byte[] data = [1, 2, 3];
        long version;
        await using (var lease = await Store.AcquireAsync(default))
            version = await lease.WriteAsync(data, 0, default);

        await using var next = await Store.AcquireAsync(default);
        var stored = await next.ReadAsync(default);

        Assert.Equal(data, stored!.Value.Data.ToArray());
        Assert.Equal(version, stored.Value.Version);
        Assert.NotEqual(0, version);
    }

    [Fact]
    public async Task Acquire_WhileHeld_IsLocked()
    {
        await using var lease = await Store.AcquireAsync(default);

        var exception = await Assert.ThrowsAsync<SessionStoreException>(async () => await Store.AcquireAsync(default));

        Assert.Equal(SessionStoreFault.Locked, exception.Fault);
    }

    [Fact]
    public async Task Write_WithAnotherVersion_IsRefusedAndChangesNothing()
    {
        await using var lease = await Store.AcquireAsync(default);
        var version = await lease.WriteAsync(new byte[] { 1 }, 0, default);

        var stale = await Assert.ThrowsAsync<SessionStoreException>(async () => await lease.WriteAsync(new byte[] { 2 }, 0, default));

        Assert.Equal(SessionStoreFault.Conflict, stale.Fault);
        Assert.Equal([1], (await lease.ReadAsync(default))!.Value.Data.ToArray());
        await lease.WriteAsync(new byte[] { 3 }, version, default);
        Assert.Equal([3], (await lease.ReadAsync(default))!.Value.Data.ToArray());
    }

    [Fact]
    public async Task Lease_OnceDisposed_CanNotBeUsedAndFreesTheSession()
    {
        var lease = await Store.AcquireAsync(default);
        await lease.DisposeAsync();
        await lease.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await lease.ReadAsync(default));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await lease.WriteAsync(new byte[] { 1 }, 0, default));
        await using var next = await Store.AcquireAsync(default);
    }
}
