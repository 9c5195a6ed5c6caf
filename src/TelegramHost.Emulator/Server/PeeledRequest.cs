using TelegramHost.Emulator.Rpc;

namespace TelegramHost.Emulator.Server;

/// <summary>A call without its wrappers, and what they said.</summary>
internal sealed class PeeledRequest
{
    /// <summary>The innermost function, boxed.</summary>
    public required ReadOnlyMemory<byte> Function { get; set; }

    /// <summary>The layer that <c>invokeWithLayer</c> declares, or 0.</summary>
    public int Layer { get; set; }

    /// <summary>What <c>initConnection</c> tells of the client; null if it was not among the wrappers.</summary>
    public ClientDevice? Device { get; set; }

    /// <summary>Whether it told more than the application and the device.</summary>
    public bool TellsMore { get; set; }

    /// <summary>Whether <c>invokeWithoutUpdates</c> was.</summary>
    public bool WithoutUpdates { get; set; }

    /// <summary>The export that <c>invokeWithTakeout</c> names, or null.</summary>
    public long? Takeout { get; set; }

    /// <summary>The connection that <c>invokeWithBusinessConnection</c> names, or null.</summary>
    public string? BusinessConnection { get; set; }

    /// <summary>The calls that must have succeeded before.</summary>
    public List<long> After { get; } = [];
}
