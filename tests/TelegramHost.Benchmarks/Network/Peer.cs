using System.Net.Sockets;
using System.Text;
using TelegramHost.Emulator;

namespace TelegramHost.Benchmarks.Network;

/// <summary>What this program is when a network bench starts it again: the other side, in a process of its own, until its input ends.</summary>
/// <remarks>It says on one line the emulator's address, its key in Base64, and the port of an echo that sends back whatever it reads.</remarks>
internal static class Peer
{
    /// <summary>The argument that starts it.</summary>
    public const string Argument = "network-peer";

    /// <summary>The token of the bot that lives in it.</summary>
    public const string Token = "5000000001:AAnetwork-bench-token-of-the-emulator";

    /// <summary>Serves until standard input ends.</summary>
    public static async Task<int> RunAsync()
    {
        var emulator = TelegramEmulator.Start(new EmulatorOptions());
        await using (emulator.ConfigureAwait(false))
        {
            emulator.World.AddBot(Token, "network_bench_bot");
            using var echo = new TcpListener(System.Net.IPAddress.Loopback, 0);
            echo.Start();
            _ = EchoAsync(echo);
            var key = Convert.ToBase64String(Encoding.ASCII.GetBytes(emulator.PublicKeyPem));
            Console.WriteLine($"{emulator.EndPoint} {key} {((System.Net.IPEndPoint)echo.LocalEndpoint).Port}");
            await Console.In.ReadToEndAsync().ConfigureAwait(false);
        }

        return 0;
    }

    private static async Task EchoAsync(TcpListener listener)
    {
        while (true)
            _ = EchoAsync(await listener.AcceptTcpClientAsync().ConfigureAwait(false));
    }

    private static async Task EchoAsync(TcpClient client)
    {
        using var _ = client;
        client.NoDelay = true;
        var stream = client.GetStream();
        var message = new byte[RawSocket.MessageBytes];
        while (await stream.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false).ConfigureAwait(false) == message.Length)
            await stream.WriteAsync(message).ConfigureAwait(false);
    }
}
