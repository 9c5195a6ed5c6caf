namespace TelegramHost.EndToEnd.Tests.Page;

/// <summary>A fact that needs a Chromium on this machine, and is skipped with the reason without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    /// <summary>Skips where no browser is.</summary>
    public BrowserFactAttribute() => Skip = Browser is null ? "No chromium on the path (Debian: apt-get install chromium)." : null;

    /// <summary>The browser's program, or null.</summary>
    public static string? Browser { get; } =
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         from name in new[] { "chromium", "chromium-browser", "google-chrome" }
         let program = Path.Combine(folder, name)
         where File.Exists(program)
         select program).FirstOrDefault();
}
