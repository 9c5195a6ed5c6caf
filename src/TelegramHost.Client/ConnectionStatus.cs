namespace TelegramHost.Client;

/// <summary>How one connection stands, and why.</summary>
public sealed record ConnectionStatus
{
    /// <summary>The data centre that it leads to.</summary>
    public required int DataCenter { get; init; }

    /// <summary>What it is for; <see cref="ConnectionPurpose.Main"/> is the one by which the client as a whole is judged.</summary>
    public required ConnectionPurpose Purpose { get; init; }

    /// <summary>How it stands.</summary>
    public required ConnectionState State { get; init; }

    /// <summary>Whether it is up: <see cref="ConnectionState.Connected"/> or <see cref="ConnectionState.CatchingUp"/>.</summary>
    public bool IsUp => State is ConnectionState.Connected or ConnectionState.CatchingUp;

    /// <summary>Since when it stands so, by this machine's clock, in UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What went wrong last; null while nothing has since the last success.</summary>
    public Exception? Cause { get; init; }

    /// <summary>When it is tried again, by this machine's clock, in UTC; null unless it waits for that.</summary>
    /// <remarks><see cref="ITelegramClient.SignalNetworkRestored"/> tries at once.</remarks>
    public DateTimeOffset? NextTry { get; init; }
}
