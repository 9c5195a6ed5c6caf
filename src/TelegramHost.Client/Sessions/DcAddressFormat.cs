namespace TelegramHost.Client.Sessions;

/// <summary>The bytes of a <see cref="DcAddress"/> in a stored session.</summary>
internal static class DcAddressFormat
{
    // Up to this version an address was: host, port, IPv6, obfuscated only.
    private const int LastVersionWithoutFlags = 1;

    private const byte IPv6 = 1;
    private const byte ObfuscatedOnly = 2;
    private const byte MediaOnly = 4;
    private const byte ThisPortOnly = 8;
    private const byte Static = 16;
    private const byte HasSecret = 32;
    private const byte Fallback = 64;

    /// <summary>Writes an address as <see cref="SessionSnapshotFormat.Version"/> has it.</summary>
    public static void Write(BinaryWriter writer, in DcAddress address)
    {
        writer.Write(address.Host);
        writer.Write(address.Port);
        writer.Write((byte)((address.IsIPv6 ? IPv6 : 0) | (address.ObfuscatedOnly ? ObfuscatedOnly : 0) | (address.MediaOnly ? MediaOnly : 0)
            | (address.ThisPortOnly ? ThisPortOnly : 0) | (address.IsStatic ? Static : 0) | (address.Secret is null ? 0 : HasSecret)
            | (address.IsFallback ? Fallback : 0)));
        if (address.Secret is { } secret)
            writer.Write(secret);
    }

    /// <summary>Reads an address as <paramref name="version"/> has it.</summary>
    public static DcAddress Read(BinaryReader reader, int version)
    {
        var (host, port) = (reader.ReadString(), reader.ReadInt32());
        if (version <= LastVersionWithoutFlags)
            return new DcAddress(host, port, reader.ReadBoolean(), reader.ReadBoolean());
        var flags = reader.ReadByte();
        return new DcAddress(host, port, Has(IPv6), Has(ObfuscatedOnly), Has(MediaOnly), Has(ThisPortOnly), Has(Static),
            Has(HasSecret) ? reader.ReadString() : null, Has(Fallback));

        bool Has(byte flag) => (flags & flag) != 0;
    }
}
