using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TelegramHost.EndToEnd.Tests.Sample;

namespace TelegramHost.EndToEnd.Tests.Proxies;

/// <summary>A SOCKS5 server of Debian's as a process of its own on loopback.</summary>
internal sealed class SocksProgram : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly ProgramUnderTest _program;
    private readonly string? _settings;

    private SocksProgram(ProgramUnderTest program, IPEndPoint endPoint, string? settings) =>
        (_program, EndPoint, _settings) = (program, endPoint, settings);

    public IPEndPoint EndPoint { get; }

    /// <summary>Where a program is; null if it is not installed.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(System.IO.File.Exists);

    /// <summary>Starts <c>microsocks</c> or <c>danted</c>; ends when it accepts connections.</summary>
    public static async Task<SocksProgram> StartAsync(string program, IPAddress address, int port = 0, NetworkCredential? credential = null)
    {
        var endPoint = new IPEndPoint(address, port == 0 ? FreePort(address) : port);
        var number = endPoint.Port.ToString(CultureInfo.InvariantCulture);
        string? settings = null;
        string[] arguments;
        if (program == "danted")
        {
            settings = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.conf");
            await System.IO.File.WriteAllTextAsync(settings, $"""
                logoutput: stderr
                internal: {address} port = {number}
                external: lo
                external.rotation: route
                clientmethod: none
                socksmethod: none
                client pass {"{"} from: 0/0 to: 0/0 {"}"}
                socks pass {"{"} from: 0/0 to: 0/0 {"}"}

                """);
            arguments = ["-f", settings, "-N", "1"];
        }
        else
        {
            arguments = ["-i", address.ToString(), "-p", number, .. credential is null ? Array.Empty<string>() : ["-u", credential.UserName, "-P", credential.Password]];
        }

        var started = new SocksProgram(ProgramUnderTest.Start(new ProcessStartInfo(Find(program)!, arguments)), endPoint, settings);
        await started.WaitUntilItListensAsync();
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        if (_settings is not null)
            System.IO.File.Delete(_settings);
    }

    private static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitUntilItListensAsync()
    {
        using var patience = new CancellationTokenSource(_patience);
        while (true)
        {
            using var probe = new Socket(EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await probe.ConnectAsync(EndPoint, patience.Token);
                return;
            }
            catch (SocketException)
            {
                // Nothing but a connection tells that another program listens.
                await Task.Delay(20, patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new InvalidOperationException($"The proxy does not listen at {EndPoint}:\n{_program.Output}");
            }
        }
    }
}
