using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramHost.Hosting;

namespace Microsoft.Extensions.Hosting;

/// <summary>Runs a host with a bot in it.</summary>
public static class TelegramHostExtensions
{
    /// <summary>Runs the host until it is stopped, and answers the exit code for the process.</summary>
    /// <remarks>
    /// Like <see cref="HostingAbstractionsHostExtensions.RunAsync"/>, but a wrong setting or a refused login is one clear line in the log and
    /// exit code 1, not a stack trace. Options are checked before anything of the host starts.
    /// </remarks>
    /// <example><c>return await builder.Build().RunTelegramAsync();</c></example>
    public static async Task<int> RunTelegramAsync(this IHost host, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("TelegramHost.Hosting");
        try
        {
            host.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (Exception exception) when (StartFailure.TryDescribe(exception, out _))
        {
            Report(logger, exception);
            await DisposeAsync(host).ConfigureAwait(false);
            return 1;
        }

        if (host.Services.GetService<StartReport>() is { } report)
            report.IsOneSentence = true;
        try
        {
            await host.RunAsync(cancellationToken).ConfigureAwait(false);
            return Environment.ExitCode;
        }
        catch (Exception exception) when (StartFailure.TryDescribe(exception, out _))
        {
            Report(logger, exception);
            return 1;
        }
        catch (OperationCanceledException) when (Environment.ExitCode != 0)
        {
            // One client failed and stopped the host while another was still starting; the reason is in the log already.
            return Environment.ExitCode;
        }
    }

    private static void Report(ILogger logger, Exception exception)
    {
        StartFailure.TryDescribe(exception, out var reason);
        HostingLog.NotStarted(logger, reason!);
    }

    private static async Task DisposeAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync().ConfigureAwait(false);
        else
            host.Dispose();
    }
}
