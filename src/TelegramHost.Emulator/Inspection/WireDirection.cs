namespace TelegramHost.Emulator.Inspection;

/// <summary>What a <see cref="WireRecord"/> shows.</summary>
public enum WireDirection
{
    /// <summary>A call of a client.</summary>
    Request,

    /// <summary>The answer to a call, also when it is an error.</summary>
    Answer,

    /// <summary>An update that was pushed to a client.</summary>
    Push,
}
