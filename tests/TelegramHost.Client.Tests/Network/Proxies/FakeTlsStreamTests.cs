using TelegramHost.Client.Network.Proxies;
using TelegramHost.MtProto.Framing;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Network.Proxies;

public sealed class FakeTlsStreamTests
{
    private const string Secret = "ee00112233445566778899aabbccddeeff6578616d706c652e6f7267";

    [Fact]
    public async Task Data_TravelsInRecords()
    {
        var (proxy, stream) = await OpenAsync(byteByByte: false);

        await stream.WriteAsync((byte[])[1, 2, 3]);
        await stream.WriteAsync(new byte[3000]);

        await proxy.ExpectAsync(0x14, 3, 3, 0, 1, 1, 0x17, 3, 3, 0, 3, 1, 2, 3);
        await proxy.ExpectAsync([0x17, 3, 3, 0x0b, 0x3e, .. new byte[2878], 0x17, 3, 3, 0, 122, .. new byte[122]]);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 4096)]
    [InlineData(true, 4096)]
    public async Task Records_InAnyPieces_AreReadAsOneStream(bool byteByByte, int bufferLength)
    {
        var (proxy, stream) = await OpenAsync(byteByByte);
        await proxy.SendAsync(0x14, 3, 3, 0, 1, 1, 0x17, 3, 3, 0, 2, 1, 2, 0x17, 3, 3, 0, 0, 0x17, 3, 3, 0, 3, 3, 4, 5);
        proxy.Close();
        List<byte> read = [];
        var buffer = new byte[bufferLength];

        while (await stream.ReadAsync(buffer) is > 0 and var count)
            read.AddRange(buffer[..count]);

        Assert.Equal([1, 2, 3, 4, 5], read);
    }

    [Fact]
    public async Task Alert_EndsTheStreamAsAFault()
    {
        var (proxy, stream) = await OpenAsync(byteByByte: false);
        await proxy.SendAsync(0x15, 3, 3, 0, 2, 2, 40);

        await Assert.ThrowsAsync<IOException>(() => stream.ReadExactlyAsync(new byte[1]).AsTask());
    }

    [Theory]
    [InlineData("15030300020228")]
    [InlineData("485454502f312e31203430302042616420526571756573740d0a")]
    public async Task Server_ThatKnowsNoSecret_IsTakenForWhatItIs(string hex)
    {
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(Greeting());
        await proxy.SendAsync(Convert.FromHexString(hex));

        var exception = await proxy.RefusalAsync(connecting);

        Assert.Contains("secret in Telegram:Proxy:Url", exception.Message, StringComparison.Ordinal);
        Assert.Contains("clock", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_ThatIsSilent_IsLeftAfterTheTimeLimit()
    {
        var time = new ManualTimeProvider();
        var proxy = new ScriptedProxy();
        var connecting = proxy.ConnectAsync(Greeting(), time: time);
        await proxy.TakeAsync(100);

        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Contains("Telegram:Connection:ConnectTimeout", (await proxy.RefusalAsync(connecting)).Message, StringComparison.Ordinal);
    }

    private static FakeTlsGreeting Greeting()
    {
        Assert.True(ProxySecret.TryParse(Secret, out var secret, out _));
        return new FakeTlsGreeting(secret, () => DateTimeOffset.UnixEpoch);
    }

    /// <summary>A stream behind both hellos.</summary>
    private static async Task<(ScriptedProxy Proxy, Stream Stream)> OpenAsync(bool byteByByte)
    {
        var proxy = new ScriptedProxy { ByteByByte = byteByByte };
        var connecting = proxy.ConnectAsync(Greeting());
        var header = await proxy.TakeAsync(5);
        byte[] hello = [.. header, .. await proxy.TakeAsync((header[3] << 8) | header[4])];
        byte[] answer = [0x16, 3, 3, 0, 70, 2, .. new byte[69], 0x14, 3, 3, 0, 1, 1, 0x17, 3, 3, 0, 1, 0];
        System.Security.Cryptography.HMACSHA256.HashData(Convert.FromHexString(Secret[2..34]), (byte[])[.. hello[11..43], .. answer]).CopyTo(answer, 11);
        await proxy.SendAsync(answer);
        return (proxy, await connecting);
    }
}
