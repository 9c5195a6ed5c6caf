namespace TelegramHost.Client;

/// <summary>A connection stands otherwise than before.</summary>
/// <param name="status">How it stands now.</param>
public sealed class ConnectionStatusChangedEventArgs(ConnectionStatus status) : EventArgs
{
    /// <summary>How the connection stands now; <see cref="ConnectionStatus.DataCenter"/> and <see cref="ConnectionStatus.Purpose"/> say which one it is.</summary>
    public ConnectionStatus Status { get; } = status;
}
