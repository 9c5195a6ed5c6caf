using System.Buffers.Binary;
using System.Net.Sockets;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.Emulator.Tests.Server;

/// <summary>The emulator behind a bare socket: what it does with bytes that no client sends.</summary>
public sealed class EmulatorSocketTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly TelegramEmulator _emulator = TelegramEmulator.Start(new EmulatorOptions());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _emulator.DisposeAsync();

    [Fact]
    public async Task Garbage_OnManyConnections_KillsNothing()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        byte[][] openings = [[], [0xef], [0xee, 0xee, 0xee, 0xee], [0xdd, 0xdd, 0xdd, 0xdd], [0x34, 0, 0, 0, 0, 0, 0, 0]];
        for (var i = 0; i < 100; i++)
        {
            var noise = new byte[random.Next(1, 2000)];
            random.NextBytes(noise);
            using var client = await ConnectAsync();
            var stream = client.GetStream();
            await stream.WriteAsync((byte[])[.. openings[i % openings.Length], .. noise]);
            client.Client.Shutdown(SocketShutdown.Send);
            await DrainAsync(stream);
        }

        await AssertUnknownKeyIsRefusedAsync();
    }

    [Fact]
    public Task PacketUnderAnUnknownKey_IsAnsweredWithMinus404() => AssertUnknownKeyIsRefusedAsync();

    [Fact]
    public void PortInUse_IsSaidInOneSentence()
    {
        var error = Assert.Throws<IOException>(() => TelegramEmulator.Start(new EmulatorOptions { Port = _emulator.EndPoint.Port }));

        Assert.Contains($"Port {_emulator.EndPoint.Port} on 127.0.0.1 is in use", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KeysOfTheEmulator_AreGivenInBothForms_AndComeBackFromTheOption()
    {
        using var rsa = System.Security.Cryptography.RSA.Create(2048);

        Assert.StartsWith("-----BEGIN RSA PUBLIC KEY-----", _emulator.PublicKeyPem, StringComparison.Ordinal);
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", _emulator.PublicKeySpkiPem, StringComparison.Ordinal);
        Assert.Equal(rsa.ExportRSAPublicKeyPem() + "\n", TelegramHost.Emulator.Server.ServerRsaKey.FromPem(rsa.ExportPkcs8PrivateKeyPem()).PublicPem);
        Assert.Throws<ArgumentException>(() => TelegramHost.Emulator.Server.ServerRsaKey.FromPem("nonsense"));
    }

    private async Task AssertUnknownKeyIsRefusedAsync()
    {
        using var client = await ConnectAsync();
        var stream = client.GetStream();
        var packet = new byte[4 + 4 + 8 + 16 + 48];
        packet.AsSpan(0, 4).Fill(0xee);
        BinaryPrimitives.WriteInt32LittleEndian(packet.AsSpan(4), packet.Length - 8);
        packet.AsSpan(8).Fill(7);

        await stream.WriteAsync(packet);
        var answer = new byte[8];
        await stream.ReadExactlyAsync(answer);

        Assert.Equal(4, BinaryPrimitives.ReadInt32LittleEndian(answer));
        Assert.Equal(-404, BinaryPrimitives.ReadInt32LittleEndian(answer.AsSpan(4)));
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(_emulator.EndPoint);
        return client;
    }

    private static async Task DrainAsync(NetworkStream stream)
    {
        try
        {
            var buffer = new byte[4096];
            while (await stream.ReadAsync(buffer) > 0)
            {
            }
        }
        catch (IOException exception) when (exception.InnerException is SocketException)
        {
            // The server hung up on us, as it may.
        }
    }
}
