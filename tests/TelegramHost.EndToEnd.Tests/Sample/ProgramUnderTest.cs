using System.Diagnostics;
using System.Text;

namespace TelegramHost.EndToEnd.Tests.Sample;

/// <summary>A program of this repository as a process of its own, as a user starts it.</summary>
internal sealed class ProgramUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly List<(string Text, TaskCompletionSource<string> Seen)> _awaited = [];

    private ProgramUnderTest(Process process) => _process = process;

    public int ExitCode => _process.ExitCode;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts <c>samples/EchoBot</c> with these settings (environment variables, <c>__</c> for colons).</summary>
    public static ProgramUnderTest EchoBot(string environment, params (string Name, string Value)[] settings) =>
        Start(Assembly("samples/EchoBot", "EchoBot.dll"), [], [("DOTNET_ENVIRONMENT", environment), .. settings]);

    /// <summary>Starts <c>tests/RecordingBot</c> with these settings.</summary>
    public static ProgramUnderTest RecordingBot(params (string Name, string Value)[] settings) =>
        Start(Assembly("tests/RecordingBot", "RecordingBot.dll"), [], settings);

    /// <summary>Starts the <c>telegramhost</c> command.</summary>
    public static ProgramUnderTest Cli(params string[] arguments) =>
        Start(Assembly("src/TelegramHost.Cli", "telegramhost.dll"), arguments, []);

    /// <summary>The first line that holds <paramref name="text"/>.</summary>
    /// <exception cref="InvalidOperationException">The program ended without it.</exception>
    public async Task<string> WaitForLineAsync(string text)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_output)
        {
            foreach (var line in _output.ToString().Split('\n'))
            {
                if (line.Contains(text, StringComparison.Ordinal))
                    return line;
            }

            _awaited.Add((text, seen));
        }

        var ended = _process.WaitForExitAsync();
        var first = await Task.WhenAny(seen.Task, ended, Task.Delay(_patience));
        if (first != seen.Task && first != ended)
            throw new TimeoutException($"The program has not printed \"{text}\" within {_patience}:\n{Output}");
        if (first == ended && !seen.Task.IsCompleted)
            throw new InvalidOperationException($"The program ended with code {_process.ExitCode} before it printed \"{text}\":\n{Output}");
        return await seen.Task;
    }

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(_patience);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>Sends it a signal: <c>KILL</c>, <c>STOP</c>, <c>CONT</c>.</summary>
    public void Signal(string name) =>
        Process.Start("kill", [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Starts any program; what it prints is gathered.</summary>
    public static ProgramUnderTest Start(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var program = new ProgramUnderTest(new Process { StartInfo = start });
        program._process.OutputDataReceived += (_, line) => program.Take(line.Data);
        program._process.ErrorDataReceived += (_, line) => program.Take(line.Data);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    private static ProgramUnderTest Start(string assembly, string[] arguments, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments]);
        // What the developer's own shell sets for a bot must not reach the one under test.
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("Telegram__", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(inherited);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return Start(start);
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        lock (_output)
        {
            _output.Append(line).Append('\n');
            foreach (var (_, seen) in _awaited.Where(awaited => line.Contains(awaited.Text, StringComparison.Ordinal)))
                seen.TrySetResult(line);
        }
    }

    // Tests lie in …/bin/CONFIGURATION/net10.0; the programs were built in the same configuration.
    private static string Assembly(string project, string file)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var (framework, configuration) = (own.Name, own.Parent!.Name);
        var root = own;
        while (!System.IO.File.Exists(Path.Combine(root.FullName, "TelegramHost.sln")))
            root = root.Parent ?? throw new InvalidOperationException($"No TelegramHost.sln above {own}.");
        return Path.Combine(root.FullName, project, "bin", configuration, framework, file);
    }
}
