using System.Numerics;

namespace TelegramHost.Emulator.Server;

/// <summary>The Diffie-Hellman group of the key exchange: Telegram's own prime with generator 3.</summary>
/// <remarks>
/// Clients verify that the prime is safe, and most know this one by heart.
/// Source: https://core.telegram.org/mtproto/auth_key#dh-key-exchange-complete
/// </remarks>
internal static class DhGroup
{
    public const int Generator = 3;

    /// <summary>Length of the prime and of all numbers of the group.</summary>
    public const int Size = 256;

    private static readonly byte[] PrimeArray = Convert.FromHexString(
        "c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c37" +
        "20fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f642477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4" +
        "a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4" +
        "e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b");

    private static readonly BigInteger Modulus = new(PrimeArray, isUnsigned: true, isBigEndian: true);
    private static readonly BigInteger Margin = BigInteger.One << (2048 - 64);

    public static ReadOnlySpan<byte> Prime => PrimeArray;

    /// <summary>generator^exponent mod prime.</summary>
    public static byte[] Power(ReadOnlySpan<byte> exponent) => Power([Generator], exponent);

    /// <summary>number^exponent mod prime, with leading zeros up to 256 bytes.</summary>
    public static byte[] Power(ReadOnlySpan<byte> number, ReadOnlySpan<byte> exponent)
    {
        var power = BigInteger.ModPow(Unsigned(number), Unsigned(exponent), Modulus);
        var bytes = new byte[Size];
        WriteUnsigned(power, bytes);
        return bytes;
    }

    /// <summary>Whether a public value keeps the distance to both ends that the security guidelines ask for.</summary>
    /// <remarks>Source: https://core.telegram.org/mtproto/security_guidelines#g-a-and-g-b-validation</remarks>
    public static bool IsSafePublicValue(ReadOnlySpan<byte> value)
    {
        var number = Unsigned(value);
        return number >= Margin && number <= Modulus - Margin;
    }

    /// <summary>Writes a number big-endian into the whole of <paramref name="output"/>, with leading zeros.</summary>
    public static void WriteUnsigned(BigInteger number, Span<byte> output)
    {
        output.Clear();
        var length = number.GetByteCount(isUnsigned: true);
        if (!number.TryWriteBytes(output[(output.Length - length)..], out _, isUnsigned: true, isBigEndian: true))
            throw new ArgumentException($"A number of {length} bytes does not fit into {output.Length}.");
    }

    private static BigInteger Unsigned(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
