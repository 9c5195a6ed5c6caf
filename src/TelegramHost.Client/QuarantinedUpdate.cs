using TelegramHost.Client.Updates;

namespace TelegramHost.Client;

/// <summary>An update whose handler failed, kept by <see cref="UpdateQuarantine"/>.</summary>
public sealed record QuarantinedUpdate
{
    /// <summary>Names it.</summary>
    public required long Id { get; init; }

    /// <summary>The update as Telegram's schema has it, boxed TL; several for an <see cref="Album"/>.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Bytes { get; init; }

    /// <summary>The type of the update that the handler got, for example <c>NewMessage</c>.</summary>
    public required string UpdateType { get; init; }

    /// <summary>When it failed last, in UTC.</summary>
    public required DateTimeOffset FailedAt { get; init; }

    /// <summary>Which handler failed.</summary>
    public required string Handler { get; init; }

    /// <summary>The type of the exception, for example <c>System.InvalidOperationException</c>.</summary>
    public required string ExceptionType { get; init; }

    /// <summary>The exception's message.</summary>
    public required string ExceptionMessage { get; init; }

    /// <summary>How often it has failed.</summary>
    public required int Failures { get; init; }
}
