namespace TelegramHost.Client.Sessions;

/// <summary>One address of a data centre.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/dcOption</remarks>
/// <param name="Host">A literal address or a name.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="IsIPv6">Whether the address is one of IPv6.</param>
/// <param name="ObfuscatedOnly">Whether only the disguised transport is accepted there.</param>
/// <param name="MediaOnly">Whether it serves files only.</param>
/// <param name="ThisPortOnly">Whether the server listens on this port alone; otherwise the usual other ones may be tried too.</param>
/// <param name="IsStatic">Whether it is meant for connections through a proxy.</param>
/// <param name="Secret">In hexadecimal digits, the secret with which the address speaks as a proxy does; null for an ordinary one.</param>
/// <param name="IsFallback">Whether it was published for times when the others can't be reached.</param>
internal readonly record struct DcAddress(
    string Host,
    int Port,
    bool IsIPv6 = false,
    bool ObfuscatedOnly = false,
    bool MediaOnly = false,
    bool ThisPortOnly = false,
    bool IsStatic = false,
    string? Secret = null,
    bool IsFallback = false)
{
    /// <inheritdoc/>
    public override string ToString() => IsIPv6 ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
