using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Benchmarks.Harness;
using TelegramHost.Client;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Sessions.Encryption;

namespace TelegramHost.Benchmarks.Sessions;

/// <summary>The built-in stores under a hundred thousand peers and ten thousand channels.</summary>
public sealed class SessionStoreBench : IRatioBench
{
    /// <inheritdoc/>
    public string Name => "stores";

    /// <inheritdoc/>
    public string Description => "session stores with 100 000 peers and 10 000 channels: start, look-up, save, size";

    /// <inheritdoc/>
    public void Run(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        RunAsync(report).GetAwaiter().GetResult();
    }

    private static async Task RunAsync(Report report)
    {
        var memory = new MemorySessionStore();
        await StoreLoad.MeasureAsync("memory", () => memory, size: null, report).ConfigureAwait(false);
        await MeasureFileAsync("file", new SessionOptions(), report).ConfigureAwait(false);
        await MeasureFileAsync("encrypted_file", new SessionOptions { Encryption = { Key = Convert.ToBase64String(new byte[32]) } }, report).ConfigureAwait(false);
    }

    private static async Task MeasureFileAsync(string name, SessionOptions options, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("telegramhost-bench-");
        try
        {
            await StoreLoad.MeasureAsync(
                name,
                () => EncryptedSessionStore.Around(new FileSessionStore(Path.Combine(folder.FullName, "bench.session")), options, NullLogger.Instance),
                () => Task.FromResult(folder.GetFiles().Sum(file => file.Length)),
                report).ConfigureAwait(false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
