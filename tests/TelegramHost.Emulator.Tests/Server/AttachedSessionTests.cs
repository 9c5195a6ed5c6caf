using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Emulator.Server;
using TelegramHost.MtProto.Crypto;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Tests.Server;

/// <summary>Which connection a session speaks through when lines break, and that nothing it said into a dead one stays unsaid.</summary>
public sealed class AttachedSessionTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly AuthKeyState _key = new(new NewAuthKey(new AuthKey(new byte[AuthKey.SizeBytes]), 1, 2, null), 2, () => 7, Now);
    private readonly ServerConnection _first = Connection(1);
    private readonly ServerConnection _second = Connection(2);
    private readonly AttachedSession _session;

    public AttachedSessionTests() => _session = _key.OpenSession(42, () => 9, Now);

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _key.Key.Dispose();
    }

    [Fact]
    public void TheLastWordsOfADeadLine_AreReadAfterTheFirstOfTheNext_AndWhatWasAnsweredIntoItIsSentAgain()
    {
        _session.Attach(_first, Now);
        _session.Attach(_second, Now);
        _session.Attach(_first, Now);
        _session.TryPush([1, 2, 3, 4]);
        Assert.Equal(1, Take(_first));
        _session.Attach(_second, Now);
        Assert.Equal(0, Take(_second));

        _session.Detach(_first, Now);

        Assert.Same(_second, _session.Connection);
        Assert.Equal(1, Take(_second));
    }

    [Fact]
    public void ADeadLineThatSpokeLast_HandsOverToTheLivingOne()
    {
        _session.Attach(_second, Now);
        _session.Attach(_first, Now);
        _session.TryPush([1, 2, 3, 4]);
        Assert.Equal(1, Take(_first));

        _session.Detach(_first, Now);

        Assert.Same(_second, _session.Connection);
        Assert.Equal(1, Take(_second));
    }

    [Fact]
    public void WhatTheLivingLineCarries_IsNotRepeatedWhenADeadOneIsFound()
    {
        _session.Attach(_first, Now);
        _session.Attach(_second, Now);
        _session.TryPush([1, 2, 3, 4]);
        Assert.Equal(1, Take(_second));

        _session.Detach(_first, Now);

        Assert.Equal(0, Take(_second));
    }

    private static ServerConnection Connection(long id) => new(id, Stream.Null, null!, NullLogger.Instance);

    private int Take(ServerConnection connection)
    {
        using var output = new TlBuffer();
        var packets = 0;
        while (_session.Session.TryTakePacket(Now, output, connection.Id))
            packets++;
        return packets;
    }
}
