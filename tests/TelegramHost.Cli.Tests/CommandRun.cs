using System.Diagnostics;

namespace TelegramHost.Cli.Tests;

/// <summary>The command as a process that has ended: its exit code and what it said.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    /// <summary>The file of the command.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "telegramhost.dll");

    /// <summary>Runs the command to its end.</summary>
    public static Task<CommandRun> OfAsync(params string[] arguments) => WithInputAsync("", arguments);

    /// <summary>Runs the command to its end; <paramref name="input"/> comes from a pipe.</summary>
    public static async Task<CommandRun> WithInputAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        using var patience = new CancellationTokenSource(_patience);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading; what it said is looked at.
        }

        await process.WaitForExitAsync(patience.Token);
        return new CommandRun(process.ExitCode, (await output).Trim(), (await errors).Trim());
    }

    /// <summary>It said one sentence, which begins or goes on like this, and nothing else.</summary>
    public void AssertRefused(string sentence)
    {
        Assert.Equal(1, ExitCode);
        Assert.Contains(sentence, Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', Errors);
        Assert.Empty(Output);
    }
}
