using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math;

namespace TelegramHost.MtProto.Crypto;

/// <summary>Two-step verification: proves a password to the server without sending it, and makes verifiers of new passwords.</summary>
/// <remarks>Every number that is hashed has 256 bytes, zeros first. Source: https://core.telegram.org/api/srp</remarks>
internal static class Srp
{
    /// <summary>Length of numbers in the group.</summary>
    public const int SizeBytes = DhParameters.SizeBytes;

    private const int Pbkdf2Iterations = 100_000;
    private const int NewSaltBytes = 32;

    /// <summary>Proves <paramref name="password"/> against the server's value <paramref name="srpB"/>.</summary>
    /// <exception cref="ProtocolException">The server's parameters are not safe to use.</exception>
    public static SrpProof Prove(SrpParameters parameters, ReadOnlySpan<byte> srpB, string password, IEntropy entropy)
    {
        CheckGroup(parameters, entropy);
        Span<byte> secret = stackalloc byte[SizeBytes];
        Span<byte> publicValue = stackalloc byte[SizeBytes];
        do
        {
            entropy.Fill(secret);
            DhParameters.Power(parameters.Generator, secret, parameters.Prime, publicValue);
        }
        while (DhParameters.CheckPublicValue(publicValue, parameters.Prime) != DhFault.None);

        var proof = Prove(parameters, srpB, password, secret);
        CryptographicOperations.ZeroMemory(secret);
        return proof;
    }

    /// <summary>Makes the verifier of a new password, and extends the server's first salt with 32 random bytes.</summary>
    /// <exception cref="ProtocolException">The server's parameters are not safe to use.</exception>
    public static (SrpParameters Parameters, byte[] Verifier) MakeVerifier(SrpParameters parameters, string newPassword, IEntropy entropy)
    {
        CheckGroup(parameters, entropy);
        var salt1 = new byte[parameters.Salt1.Length + NewSaltBytes];
        parameters.Salt1.CopyTo(salt1, 0);
        entropy.Fill(salt1.AsSpan(parameters.Salt1.Length));

        var extended = parameters with { Salt1 = salt1 };
        var x = HashPassword(extended, newPassword);
        var verifier = new byte[SizeBytes];
        DhParameters.Power(parameters.Generator, x, parameters.Prime, verifier);
        CryptographicOperations.ZeroMemory(x);
        return (extended, verifier);
    }

    /// <summary>The proof for a given secret exponent; the parameters were checked.</summary>
    internal static SrpProof Prove(SrpParameters parameters, ReadOnlySpan<byte> srpB, string password, ReadOnlySpan<byte> secret)
    {
        var p = new BigInteger(1, parameters.Prime);
        var g = BigInteger.ValueOf(parameters.Generator);
        var b = srpB.ReadNumber();
        if (srpB.Length > SizeBytes || b.SignValue == 0 || b.CompareTo(p) >= 0)
            throw new ProtocolException("The server's public value for the password check is not between 0 and p.");

        var generator = Fixed(g);
        var publicA = Fixed(g.ModPow(secret.ReadNumber(), p));
        var publicB = Fixed(b);
        var x = HashPassword(parameters, password);

        var k = new BigInteger(1, Hash(parameters.Prime, generator));
        var u = new BigInteger(1, Hash(publicA, publicB));
        if (u.SignValue == 0)
            throw new ProtocolException("The server's public value for the password check makes the proof independent of the password.");

        // BouncyCastle's Mod is never negative, so B − k·v needs no correction.
        var xNumber = new BigInteger(1, x);
        var verifier = g.ModPow(xNumber, p);
        var shared = b.Subtract(k.Multiply(verifier)).Mod(p).ModPow(secret.ReadNumber().Add(u.Multiply(xNumber)), p);
        var sharedBytes = Fixed(shared);
        var sessionKey = SHA256.HashData(sharedBytes);

        var groupHash = SHA256.HashData(parameters.Prime);
        var generatorHash = SHA256.HashData(generator);
        for (var i = 0; i < groupHash.Length; i++)
            groupHash[i] ^= generatorHash[i];
        var proof = Hash(
            groupHash, SHA256.HashData(parameters.Salt1), SHA256.HashData(parameters.Salt2), publicA, publicB, sessionKey);

        CryptographicOperations.ZeroMemory(x);
        CryptographicOperations.ZeroMemory(sharedBytes);
        CryptographicOperations.ZeroMemory(sessionKey);
        return new SrpProof(publicA, proof);
    }

    /// <summary><c>PH2</c> of the documentation: the number x that stands for the password.</summary>
    internal static byte[] HashPassword(SrpParameters parameters, string password)
    {
        var text = Encoding.UTF8.GetBytes(password);
        var first = SaltedHash(SaltedHash(text, parameters.Salt1), parameters.Salt2);
        var slow = Rfc2898DeriveBytes.Pbkdf2(first, parameters.Salt1, Pbkdf2Iterations, HashAlgorithmName.SHA512, 64);
        var x = SaltedHash(slow, parameters.Salt2);
        CryptographicOperations.ZeroMemory(text);
        CryptographicOperations.ZeroMemory(first);
        CryptographicOperations.ZeroMemory(slow);
        return x;
    }

    private static void CheckGroup(SrpParameters parameters, IEntropy entropy)
    {
        var fault = DhParameters.CheckGroup(parameters.Prime, parameters.Generator, entropy);
        if (fault != DhFault.None)
            throw new ProtocolException("Parameters of the server's password check", "a safe group of 2048 bits", $"{fault}");
    }

    private static byte[] SaltedHash(ReadOnlySpan<byte> data, byte[] salt) => Hash(salt, data, salt);

    private static byte[] Hash(params ReadOnlySpan<byte[]> parts)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
            sha.AppendData(part);
        return sha.GetHashAndReset();
    }

    private static byte[] Hash(byte[] before, ReadOnlySpan<byte> data, byte[] after)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(before);
        sha.AppendData(data);
        sha.AppendData(after);
        return sha.GetHashAndReset();
    }

    private static byte[] Fixed(BigInteger value)
    {
        var bytes = new byte[SizeBytes];
        value.WriteFixed(bytes);
        return bytes;
    }
}
