using Microsoft.Extensions.Logging;

namespace TelegramHost.EndToEnd.Tests.Login;

/// <summary>Reads the log for the address of a page, as a person does.</summary>
internal sealed class AddressLog : ILoggerFactory, ILogger
{
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Uri> Address => _address.Task;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = formatter(state, exception);
        if (text.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var start)
            _address.TrySetResult(new Uri(text[start..]));
    }

    public void Dispose()
    {
    }
}
