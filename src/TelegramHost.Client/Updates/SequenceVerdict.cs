namespace TelegramHost.Client.Updates;

/// <summary>What a <see cref="SequenceBox{T}"/> says to an item.</summary>
internal enum SequenceVerdict
{
    /// <summary>It is next: deliver it now.</summary>
    Apply,

    /// <summary>Its numbers are already covered: drop it.</summary>
    Duplicate,

    /// <summary>Numbers before it are missing: it waits in the box.</summary>
    Hold,
}
