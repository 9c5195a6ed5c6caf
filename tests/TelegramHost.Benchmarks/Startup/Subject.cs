namespace TelegramHost.Benchmarks.Startup;

/// <summary>A program whose start is measured.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Program">The path of the executable file.</param>
/// <param name="Argument">Its only argument, or null.</param>
/// <param name="IsBot">Whether it logs in at a server and says so.</param>
/// <param name="Settings">What its environment holds besides the usual.</param>
internal sealed record Subject(string Name, string Program, string? Argument, bool IsBot, IReadOnlyDictionary<string, string> Settings);
