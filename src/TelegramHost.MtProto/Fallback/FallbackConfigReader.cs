using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Framing;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Fallback;

/// <summary>Reads published fallback configurations: text, key and time in, a configuration or what is wrong with it out.</summary>
internal static class FallbackConfigReader
{
    private const uint ConfigSimple = 0x5a592a6c;
    private const uint AccessPointRule = 0x4679b65f;
    private const uint IpPort = 0xd433ad73;
    private const uint IpPortSecret = 0x37982646;

    // Constructor, empty string, data centre, count; and constructor, address, port.
    private const int MinRuleBytes = 16;
    private const int MinAddressBytes = 12;
    private const int MaxDcId = 999;

    // Telegram's key for this purpose alone, as its official clients carry it.
    private const string TelegramPem =
        """
        -----BEGIN RSA PUBLIC KEY-----
        MIIBCgKCAQEAyr+18Rex2ohtVy8sroGPBwXD3DOoKCSpjDqYoXgCqB7ioln4eDCF
        fOBUlfXUEvM/fnKCpF46VkAftlb4VuPDeQSS/ZxZYEGqHaywlroVnXHIjgqoxiAd
        192xRGreuXIaUKmkwlM9JID9WS2jUsTpzQ91L8MEPLJ/4zrBwZua8W5fECwCCh2c
        9G5IzzBm+otMS/YKwmR1olzRCyEkyAEjXWqBI9Ftv5eG8m0VkBzOG655WIYdyV0H
        fDK/NWcvGqa0w/nriMD6mDjKOryamw0OP9QuYgMN0C9xMW9y8SmP4h92OAWodTYg
        Y1hZCxdv6cs5UnW9+PWvS+WIbkh+GaWYxwIDAQAB
        -----END RSA PUBLIC KEY-----
        """;

    /// <summary>The key with which Telegram signs.</summary>
    public static RsaPublicKey TelegramKey() => RsaPublicKey.FromPem(TelegramPem);

    /// <summary>Reads the records of a domain, which are the parts of one text; longer parts come first.</summary>
    /// <param name="parts">The records, in any order.</param>
    /// <param name="key">Who has to have signed.</param>
    /// <param name="now">The time, best the servers'.</param>
    /// <param name="config">The configuration, if there is one.</param>
    /// <param name="fault">What is wrong, if there is none.</param>
    public static bool TryRead(
        IReadOnlyList<string> parts, RsaPublicKey key, DateTimeOffset now, [NotNullWhen(true)] out FallbackConfig? config, out FallbackFault fault)
    {
        config = null;
        if (!FallbackEnvelope.TryOpen(string.Concat(parts.OrderByDescending(static part => part.Length)), key, out var data, out fault)
            // Parts of the same length can only be told apart by trying.
            && !FallbackEnvelope.TryOpen(string.Concat(parts.Reverse().OrderByDescending(static part => part.Length)), key, out data, out fault))
        {
            return false;
        }

        fault = FallbackFault.Malformed;
        var length = BinaryPrimitives.ReadInt32LittleEndian(data);
        if (length < sizeof(int) || length > data.Length || length % sizeof(int) != 0)
            return false;
        try
        {
            config = Read(data.AsSpan(sizeof(int), length - sizeof(int)));
        }
        catch (TlFormatException)
        {
            return false;
        }

        if (config is null || config.Expires > now)
            return config is not null;
        (config, fault) = (null, FallbackFault.Expired);
        return false;
    }

    // help.configSimple#5a592a6c date:int expires:int rules:vector<AccessPointRule> = help.ConfigSimple; its vectors are bare.
    private static FallbackConfig? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new TlReader(bytes);
        reader.ExpectConstructor(ConfigSimple, "help.configSimple");
        var date = DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt32());
        var expires = DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt32());
        var rules = ImmutableArray.CreateBuilder<FallbackRule>();
        for (var left = reader.ReadCount(MinRuleBytes); left > 0; left--)
        {
            if (ReadRule(ref reader) is not { } rule)
                return null;
            rules.Add(rule);
        }

        reader.ExpectEnd();
        return rules.Count == 0 || expires <= date ? null : new FallbackConfig(date, expires, rules.ToImmutable());
    }

    private static FallbackRule? ReadRule(ref TlReader reader)
    {
        reader.ExpectConstructor(AccessPointRule, "accessPointRule");
        var prefixes = reader.ReadString();
        var dc = reader.ReadInt32();
        var addresses = ImmutableArray.CreateBuilder<FallbackAddress>();
        for (var left = reader.ReadCount(MinAddressBytes); left > 0; left--)
        {
            if (ReadAddress(ref reader) is not { } address)
                return null;
            addresses.Add(address);
        }

        return dc is < 1 or > MaxDcId ? null : new FallbackRule(prefixes, dc, addresses.ToImmutable());
    }

    private static FallbackAddress? ReadAddress(ref TlReader reader)
    {
        var constructor = reader.ReadConstructor();
        if (constructor is not (IpPort or IpPortSecret))
            throw reader.UnknownConstructor(constructor, "IpPort");
        var ip = (uint)reader.ReadInt32();
        var port = reader.ReadInt32();
        var secret = constructor == IpPortSecret ? Convert.ToHexStringLower(reader.ReadByteSpan()) : null;
        if (port is < 1 or > ushort.MaxValue || (secret is not null && !ProxySecret.TryParse(secret, out _, out _)))
            return null;
        return new FallbackAddress($"{ip >> 24}.{(ip >> 16) & 0xff}.{(ip >> 8) & 0xff}.{ip & 0xff}", port, secret);
    }
}
