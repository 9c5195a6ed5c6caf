using Microsoft.Extensions.Logging;

namespace TelegramHost.Tests.Fakes;

/// <summary>Keeps what was logged, and lets a test wait for a line.</summary>
internal sealed class TestLog : ILoggerProvider, ILogger
{
    private readonly Lock _gate = new();
    private readonly List<LogLine> _lines = [];
    private readonly List<(int Id, TaskCompletionSource<LogLine> Seen)> _awaited = [];

    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    /// <summary>The first line of this event; waits for it where it isn't there yet.</summary>
    public Task<LogLine> LineOf(int id)
    {
        lock (_gate)
        {
            if (_lines.Find(line => line.Id == id) is { } line)
                return Task.FromResult(line);
            var seen = new TaskCompletionSource<LogLine>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((id, seen));
            return seen.Task;
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = new LogLine(logLevel, eventId.Id, formatter(state, exception), exception);
        List<TaskCompletionSource<LogLine>> seen;
        lock (_gate)
        {
            _lines.Add(line);
            seen = _awaited.FindAll(awaited => awaited.Id == line.Id).ConvertAll(awaited => awaited.Seen);
        }

        seen.ForEach(source => source.TrySetResult(line));
    }

    public void Dispose()
    {
    }

    internal sealed record LogLine(LogLevel Level, int Id, string Text, Exception? Exception);
}
