using Microsoft.Extensions.Logging;

namespace TelegramHost.Client.Sessions;

/// <summary>What the maker of a store is given.</summary>
/// <param name="Session">The client's settings in <c>Telegram:Session</c>, for example <see cref="SessionOptions.ConnectionString"/>.</param>
/// <param name="LoggerFactory">Where to log.</param>
/// <param name="TimeProvider">The clock; heartbeats and waits go by it.</param>
public sealed record SessionStoreContext(SessionOptions Session, ILoggerFactory LoggerFactory, TimeProvider TimeProvider);
