using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Updates;
using TelegramHost.Schema;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Updates;

public sealed class UpdateQuarantineTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly ManualTimeProvider _time = new();
    private readonly UpdateStream _stream = new(8);
    private readonly UpdateQuarantine _quarantine;
    private readonly UpdateFactory _factory;
    private LiveSession _session = null!;

    public UpdateQuarantineTests()
    {
        var peers = new PeerCache();
        var model = new ModelFactory(peers);
        _factory = new UpdateFactory(model);
        _quarantine = new UpdateQuarantine(() => _session, _stream, peers, model, _time, NullLogger.Instance);
    }

    public async Task InitializeAsync() =>
        _session = await LiveSession.OpenAsync(new MemorySessionStore(), new SessionSnapshot { HomeDc = 2 }, default);

    public async Task DisposeAsync() => await _session.DisposeAsync();

    [Fact]
    public async Task FailedUpdate_IsListedWithItsFailure_AndGoesOnceItIsHandled()
    {
        Assert.True(await KeepAsync(Message(5)));

        var kept = Assert.Single(await _quarantine.ListAsync());
        Assert.Equal(("NewMessage", "the handler", "System.InvalidOperationException", "broken", 1, _time.GetUtcNow()),
            (kept.UpdateType, kept.Handler, kept.ExceptionType, kept.ExceptionMessage, kept.Failures, kept.FailedAt));
        var again = _quarantine.RedeliverAsync(kept.Id);
        var delivery = await NextAsync();
        Assert.Equal((5, true), (Assert.IsType<NewMessage>(delivery.Update).Message.Id, delivery.Update.MayBeRepeat));
        delivery.Complete();

        Assert.True(await again.WaitAsync(s_patience));
        Assert.Empty(await _quarantine.ListAsync());
        await Assert.ThrowsAsync<KeyNotFoundException>(() => _quarantine.RedeliverAsync(kept.Id));
    }

    [Fact]
    public async Task UpdateThatFailsAgain_IsKept_AndItsFailuresAreCounted()
    {
        await KeepAsync(Message(5));

        var again = _quarantine.RedeliverAsync(1);
        var delivery = await NextAsync();
        delivery.Fail();
        await _quarantine.KeepAsync(delivery, "another handler", new IOException("still broken"), 10, default);
        delivery.Complete();

        Assert.False(await again.WaitAsync(s_patience));
        var kept = Assert.Single(await _quarantine.ListAsync());
        Assert.Equal((1, 2, "another handler", "still broken"), (kept.Id, kept.Failures, kept.Handler, kept.ExceptionMessage));
    }

    [Fact]
    public async Task SessionThatIsClosedBeforeTheHandlerEnds_KeepsTheUpdate()
    {
        await KeepAsync(Message(5));

        var again = _quarantine.RedeliverAsync(1);
        await NextAsync();
        await _session.DisposeAsync();
        await InitializeAsync();

        Assert.False(await again.WaitAsync(s_patience));
    }

    [Fact]
    public async Task Album_ComesAgainWithAllItsParts()
    {
        var parts = new[] { Message(5), Message(6) };
        var album = new Album { Messages = [.. parts.Select(part => ((NewMessage)part).Message)] };
        album.ArrivedInParts([.. parts.SelectMany(part => part.Parts)], mayBeRepeat: false);
        await KeepAsync(album);

        var again = _quarantine.RedeliverAsync(1);
        var delivery = await NextAsync();
        delivery.Complete();

        Assert.Equal([5, 6], Assert.IsType<Album>(delivery.Update).Messages.Select(message => message.Id));
        Assert.True(await again.WaitAsync(s_patience));
    }

    [Fact]
    public async Task FullQuarantine_ForgetsTheOldest()
    {
        for (var id = 1; id <= 5; id++)
            await KeepAsync(Message(id), capacity: 3);

        Assert.Equal([3L, 4L, 5L], (await _quarantine.ListAsync()).Select(kept => kept.Id));
        await _quarantine.RemoveAsync(4);
        await _quarantine.RemoveAsync(99);
        Assert.Equal([3L, 5L], (await _quarantine.ListAsync()).Select(kept => kept.Id));
    }

    [Fact]
    public async Task ReportOfALoss_HasNothingToKeep()
    {
        Assert.False(await KeepAsync(new UpdatesLost { FromPts = 1, ToPts = 2, Cause = UpdateLossCause.TooLong }));

        Assert.Empty(await _quarantine.ListAsync());
    }

    [Fact]
    public async Task AnotherAccount_DoesNotFindTheUpdatesOfTheFormerOne()
    {
        await _session.UpdateAsync(session => session with { AccountId = 1 });
        await KeepAsync(Message(5));

        await _session.UpdateAsync(session => session with { AccountId = 2 });

        Assert.Empty(await _quarantine.ListAsync());
    }

    private Task<bool> KeepAsync(Update update, int capacity = 10) =>
        _quarantine.KeepAsync(new UpdateDelivery(update), "the handler", new InvalidOperationException("broken"), capacity, default);

    private Update Message(int id)
    {
        var raw = new UpdateNewMessage { Message = MachineFixture.TextMessage(id, 42), Pts = id, PtsCount = 1 };
        var update = _factory.Create(raw);
        update.Arrived(raw, mayBeRepeat: false);
        return update;
    }

    private async Task<UpdateDelivery> NextAsync() => await _stream.Reader.ReadAsync().AsTask().WaitAsync(s_patience);
}
