using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using TelegramHost.Client;

namespace TelegramHost.Hosting;

/// <summary>Gives a running client what changes in <c>Telegram:Resilience</c>; all other settings are read when the host starts.</summary>
/// <remarks>Not by <see cref="IOptionsMonitor{TOptions}.OnChange"/>, which says nothing of settings that have become wrong.</remarks>
internal static class ResilienceReload
{
    /// <summary>Watches until disposed.</summary>
    public static IDisposable Watch(string name, TelegramClient client, IServiceProvider services, ILogger logger)
    {
        var gate = new Lock();
        var factory = services.GetRequiredService<IOptionsFactory<TelegramOptions>>();
        var watches = services.GetServices<IOptionsChangeTokenSource<TelegramOptions>>()
            .Where(source => source.Name == name)
            .Select(source => ChangeToken.OnChange(source.GetChangeToken, Reload))
            .ToList();
        return new Watches(watches);

        void Reload()
        {
            // Several files may change at once, and the last one to be read has to win.
            lock (gate)
            {
                try
                {
                    client.Use(factory.Create(name).Resilience);
                }
                catch (Exception exception) when (StartFailure.TryDescribe(exception, out var reason))
                {
                    HostingLog.ChangeRefused(logger, TelegramClientName.Display(name), reason);
                }
            }
        }
    }

    private sealed class Watches(List<IDisposable> watches) : IDisposable
    {
        public void Dispose() => watches.ForEach(watch => watch.Dispose());
    }
}
