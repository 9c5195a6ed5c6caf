using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace TelegramHost.Emulator;

/// <summary>The second factor of an account: the server's side of SRP.</summary>
/// <remarks>
/// The prime and the formulas are those of https://core.telegram.org/api/srp. Big numbers come from the base library
/// on purpose: the client has its own, so an error cannot hide on both sides.
/// </remarks>
internal sealed class CloudPassword
{
    public const int G = 3;

    private const int NumberSize = 256;
    private const int Iterations = 100_000;

    private static readonly byte[] PrimeBytes = Convert.FromHexString(
        "C71CAEB9C6B1C9048E6C522F70F13F73980D40238E3E21C14934D037563D930F48198A0AA7C14058229493D22530F4DBFA336F6E0AC925139543AED44CCE7C37"
        + "20FD51F69458705AC68CD4FE6B6B13ABDC9746512969328454F18FAF8C595F642477FE96BB2A941D5BCD1D4AC8CC49880708FA9B378E3C4F3A9060BEE67CF9A4"
        + "A4A695811051907E162753B56B0F6B410DBA74D8A84B2A14B3144E0EF1284754FD17ED950D5965B4B9DD46582DB1178D169C6BC465B0D6FF9CA3928FEF5B9AE4"
        + "E418FC15E83EBEA0F87FA9FF5EED70050DED2849F47BF959D956850CE929851F0D8115F635B105EE2E4E15D04B2454BF6F4FADF034B10403119CD8E3B92FCC5B");

    private static readonly BigInteger P = Number(PrimeBytes);

    private readonly Random _random;
    private readonly BigInteger _verifier;
    private readonly Dictionary<long, (BigInteger Secret, byte[] B)> _exchanges = [];

    /// <summary>A password; only its verifier is kept.</summary>
    public CloudPassword(string password, string? hint, Random random)
    {
        _random = random;
        Hint = hint;
        Salt1 = RandomBytes(16);
        Salt2 = RandomBytes(16);
        _verifier = BigInteger.ModPow(G, Number(Hash(Encoding.UTF8.GetBytes(password), Salt1, Salt2)), P);
    }

    public string? Hint { get; }

    public byte[] Salt1 { get; }

    public byte[] Salt2 { get; }

    /// <summary>The prime, 256 bytes.</summary>
    public static byte[] Prime => [.. PrimeBytes];

    /// <summary>Begins an exchange.</summary>
    public (long SrpId, byte[] B) Begin()
    {
        var secret = Number(RandomBytes(NumberSize));
        var k = Number(SHA256.HashData([.. PrimeBytes, .. Padded(G)]));
        var b = Padded(((k * _verifier) + BigInteger.ModPow(G, secret, P)) % P);
        var id = _random.NextInt64(1, long.MaxValue);
        _exchanges[id] = (secret, b);
        return (id, b);
    }

    /// <summary>Whether the client knows the password. An exchange can be used once.</summary>
    /// <exception cref="WorldException">SRP_ID_INVALID or SRP_A_INVALID.</exception>
    public bool Check(long srpId, byte[] a, byte[] proof)
    {
        if (!_exchanges.Remove(srpId, out var exchange))
            throw new WorldException(400, "SRP_ID_INVALID");
        var publicA = Number(a);
        if (a.Length > NumberSize || publicA <= 1 || publicA >= P - 1)
            throw new WorldException(400, "SRP_A_INVALID");

        var paddedA = Padded(publicA);
        var u = Number(SHA256.HashData([.. paddedA, .. exchange.B]));
        var shared = BigInteger.ModPow(publicA * BigInteger.ModPow(_verifier, u, P), exchange.Secret, P);
        var key = SHA256.HashData(Padded(shared));
        var mixed = SHA256.HashData(PrimeBytes);
        var hashOfG = SHA256.HashData(Padded(G));
        for (var i = 0; i < mixed.Length; i++)
            mixed[i] ^= hashOfG[i];
        var expected = SHA256.HashData([.. mixed, .. SHA256.HashData(Salt1), .. SHA256.HashData(Salt2), .. paddedA, .. exchange.B, .. key]);
        return CryptographicOperations.FixedTimeEquals(expected, proof);
    }

    private static byte[] Hash(byte[] password, byte[] salt1, byte[] salt2)
    {
        var inner = Salted(Salted(password, salt1), salt2);
        return Salted(Rfc2898DeriveBytes.Pbkdf2(inner, salt1, Iterations, HashAlgorithmName.SHA512, 64), salt2);
    }

    private static byte[] Salted(byte[] data, byte[] salt) => SHA256.HashData([.. salt, .. data, .. salt]);

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Padded(BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[NumberSize];
        bytes.CopyTo(padded, NumberSize - bytes.Length);
        return padded;
    }

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
