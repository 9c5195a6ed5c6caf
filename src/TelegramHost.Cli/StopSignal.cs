using System.Runtime.InteropServices;

namespace TelegramHost.Cli;

/// <summary>Waits for SIGTERM or SIGINT and takes them over, so that the program ends by itself with code 0.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration _term;
    private readonly PosixSignalRegistration _interrupt;
    private readonly CancellationTokenRegistration _cancelled;

    public StopSignal(CancellationToken cancellationToken)
    {
        _term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _cancelled = cancellationToken.Register(() => _stopped.TrySetResult());
    }

    public Task WaitAsync() => _stopped.Task;

    public void Dispose()
    {
        _term.Dispose();
        _interrupt.Dispose();
        _cancelled.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _stopped.TrySetResult();
    }
}
