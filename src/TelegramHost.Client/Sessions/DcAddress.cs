namespace TelegramHost.Client.Sessions;

/// <summary>One address of a data centre.</summary>
/// <param name="Host">A literal address or a name.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="IsIPv6">Whether the address is one of IPv6.</param>
/// <param name="ObfuscatedOnly">Whether only the disguised transport is accepted there.</param>
internal readonly record struct DcAddress(string Host, int Port, bool IsIPv6 = false, bool ObfuscatedOnly = false)
{
    /// <inheritdoc/>
    public override string ToString() => IsIPv6 ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
