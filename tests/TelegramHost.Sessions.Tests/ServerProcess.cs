using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TelegramHost.Sessions.Tests;

/// <summary>A database server as a process of its own, in a folder of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(4);

    private Process? _process;

    private ServerProcess(string folder) => Folder = folder;

    /// <summary>Where it keeps its files.</summary>
    public string Folder { get; }

    /// <summary>Its TCP port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>A new server; nothing runs yet.</summary>
    public static ServerProcess Create() => new(Directory.CreateTempSubdirectory("telegramhost-server-").FullName);

    /// <summary>Runs a program to its end.</summary>
    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(Describe(program, arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(_patience) || process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed: {output.Result}{errors.Result}");
    }

    /// <summary>Starts the server at a free port, and waits until it works.</summary>
    /// <param name="command">The program and its arguments, for the port at hand.</param>
    /// <param name="isReady">Whether the server does what it is for; that it takes connections says little.</param>
    public void Start(Func<int, IReadOnlyList<string>> command, Func<int, bool> isReady)
    {
        for (var triesLeft = 3; ; triesLeft--)
        {
            // Another process may take the port before the server does.
            Port = FreePort();
            if (TryStart(command(Port), isReady))
                return;
            if (triesLeft == 0)
                throw new InvalidOperationException($"{command(Port)[0]} does not start.");
        }
    }

    /// <summary>Ends the server and removes its folder.</summary>
    public void Dispose()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private bool TryStart(IReadOnlyList<string> command, Func<int, bool> isReady)
    {
        var process = _process = Process.Start(Describe(command[0], command.Skip(1)))!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var since = Stopwatch.StartNew();
        while (!isReady(Port))
        {
            if (since.Elapsed > _patience)
                throw new InvalidOperationException($"{command[0]} did not get ready at port {Port}.");
            // There is no sign of it but that it answers.
            if (!process.WaitForExit(TimeSpan.FromMilliseconds(20)))
                continue;
            process.Dispose();
            _process = null;
            return false;
        }

        return true;
    }

    private static ProcessStartInfo Describe(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
