using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TelegramHost.Client.Tests.Network;

/// <summary>Gathers the pauses that connections tell of before they try again.</summary>
internal sealed class PauseLog : ILogger
{
    private const int Disconnected = 1002;

    public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == Disconnected && state is IReadOnlyList<KeyValuePair<string, object?>> values)
            Pauses.Enqueue(TimeSpan.FromSeconds((double)values.Single(value => value.Key == "Seconds").Value!));
    }
}
