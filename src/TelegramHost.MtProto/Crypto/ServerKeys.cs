namespace TelegramHost.MtProto.Crypto;

/// <summary>The RSA keys that a client accepts from servers. A set is chosen by environment, never mixed.</summary>
internal sealed class ServerKeys
{
    // Source: https://core.telegram.org/api/obtaining_api_id ("Production configuration" of an app at my.telegram.org).
    private const string ProductionPem =
        """
        -----BEGIN RSA PUBLIC KEY-----
        MIIBCgKCAQEA6LszBcC1LGzyr992NzE0ieY+BSaOW622Aa9Bd4ZHLl+TuFQ4lo4g
        5nKaMBwK/BIb9xUfg0Q29/2mgIR6Zr9krM7HjuIcCzFvDtr+L0GQjae9H0pRB2OO
        62cECs5HKhT5DZ98K33vmWiLowc621dQuwKWSQKjWf50XYFw42h21P2KXUGyp2y/
        +aEyZ+uVgLLQbRA1dEjSDZ2iGRy12Mk5gpYc397aYp438fsJoHIgJ2lgMv5h7WY9
        t6N/byY9Nw9p21Og3AoXSL2q/2IJ1WRUhebgAdGVMlV1fkuOQoEzR7EdpqtQD9Cs
        5+bfo3Nhmcyvk5ftB0WkJ9z6bNZ7yxrP8wIDAQAB
        -----END RSA PUBLIC KEY-----
        """;

    // Source: https://core.telegram.org/api/obtaining_api_id ("Test configuration" of an app at my.telegram.org).
    private const string TestPem =
        """
        -----BEGIN RSA PUBLIC KEY-----
        MIIBCgKCAQEAyMEdY1aR+sCR3ZSJrtztKTKqigvO/vBfqACJLZtS7QMgCGXJ6XIR
        yy7mx66W0/sOFa7/1mAZtEoIokDP3ShoqF4fVNb6XeqgQfaUHd8wJpDWHcR2OFwv
        plUUI1PLTktZ9uW2WE23b+ixNwJjJGwBDJPQEQFBE+vfmH0JP503wr5INS1poWg/
        j25sIWeYPHYeOrFp/eXaqhISP6G+q2IeTaWTXpwZj4LzXq5YOpk4bYEQ6mvRq7D1
        aHWfYmlEGepfaYR8Q0YqvvhYtMte3ITnuSJs171+GDqpdKcSwHnd6FudwGO4pcCO
        j4WcDuXc2CTHgH8gFTNhp/Y8/SpDOhvn9QIDAQAB
        -----END RSA PUBLIC KEY-----
        """;

    private readonly RsaPublicKey[] _keys;

    /// <summary>Accepts <paramref name="keys"/> and no others.</summary>
    public ServerKeys(IEnumerable<RsaPublicKey> keys)
    {
        _keys = [.. keys];
        if (_keys.Length == 0)
            throw new ArgumentException("At least one server key is needed.", nameof(keys));
    }

    /// <summary>The fingerprints of the keys, for messages.</summary>
    public IEnumerable<long> Fingerprints => _keys.Select(key => key.Fingerprint);

    /// <summary>The key of Telegram's production servers.</summary>
    public static ServerKeys Production() => new([RsaPublicKey.FromPem(ProductionPem)]);

    /// <summary>The key of Telegram's test servers.</summary>
    public static ServerKeys Test() => new([RsaPublicKey.FromPem(TestPem)]);

    /// <summary>The key with that fingerprint, or null.</summary>
    public RsaPublicKey? Find(long fingerprint) => Array.Find(_keys, key => key.Fingerprint == fingerprint);

    /// <summary>The first of the offered keys that is known, or null.</summary>
    public RsaPublicKey? FindFirst(ReadOnlySpan<long> offered)
    {
        foreach (var fingerprint in offered)
        {
            if (Find(fingerprint) is { } key)
                return key;
        }

        return null;
    }
}
