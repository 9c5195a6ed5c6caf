using System.Diagnostics;
using System.Globalization;
using System.Text;
using TelegramHost.Client;
using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Benchmarks.Network;

/// <summary>The other side, running in a process of its own, and clients for it.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _endpoint;
    private readonly string _publicKey;

    private PeerProcess(Process process, string[] words)
    {
        _process = process;
        _endpoint = words[0];
        _publicKey = Encoding.ASCII.GetString(Convert.FromBase64String(words[1]));
        EchoPort = int.Parse(words[2], CultureInfo.InvariantCulture);
    }

    /// <summary>Where whatever is sent comes back, on loopback.</summary>
    public int EchoPort { get; }

    /// <summary>Starts it and waits until it serves.</summary>
    public static PeerProcess Start()
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            info.ArgumentList.Add(typeof(PeerProcess).Assembly.Location);
        info.ArgumentList.Add(Peer.Argument);
        var process = Process.Start(info)!;
        var words = process.StandardOutput.ReadLine()?.Split(' ');
        return words is { Length: 3 } ? new PeerProcess(process, words) : throw new InvalidOperationException("The other side did not start.");
    }

    /// <summary>A client that keeps its session in <paramref name="store"/>; not connected yet.</summary>
    public TelegramClient CreateClient(MemorySessionStore store)
    {
        var options = new TelegramClientOptions
        {
            ApiId = 1,
            ApiHash = "0123456789abcdef0123456789abcdef",
            BotToken = Peer.Token,
            Connection = { Endpoint = _endpoint, PublicKeys = [_publicKey] },
        };
        return new TelegramClient(options, new TcpConnector(options.Connection, TimeProvider.System), store);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
