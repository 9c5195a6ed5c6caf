using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TelegramHost.Playground;

/// <summary>Loggers for what starts before the host is built; they write once the host's own factory is there.</summary>
internal sealed class LateLoggerFactory : ILoggerFactory
{
    private readonly ConcurrentDictionary<string, LateLogger> _loggers = new();
    private volatile ILoggerFactory? _factory;

    /// <summary>Gives the loggers something to write to.</summary>
    public void Attach(ILoggerFactory factory) => _factory = factory;

    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(categoryName, name => new LateLogger(this, name));

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Providers belong to the host's logging.");

    public void Dispose()
    {
        // The attached factory is the host's to dispose.
    }

    private sealed class LateLogger(LateLoggerFactory owner, string name) : ILogger
    {
        private ILogger? _target;

        private ILogger Target
        {
            get
            {
                if (_target is null && owner._factory is { } factory)
                    _target = factory.CreateLogger(name);
                return _target ?? NullLogger.Instance;
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => Target.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => Target.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Target.Log(logLevel, eventId, state, exception, formatter);
    }
}
