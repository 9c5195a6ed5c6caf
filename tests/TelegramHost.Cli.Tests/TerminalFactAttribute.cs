namespace TelegramHost.Cli.Tests;

/// <summary>A fact that needs a pseudo terminal, from <c>script</c> of util-linux, and is skipped with the reason without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    /// <summary>The program that makes one.</summary>
    public const string Script = "/usr/bin/script";

    /// <summary>Skips where it is not installed.</summary>
    public TerminalFactAttribute() => Skip = OperatingSystem.IsLinux() && File.Exists(Script) ? null : $"There is no {Script} to make a terminal with (Debian: apt-get install bsdutils).";
}
