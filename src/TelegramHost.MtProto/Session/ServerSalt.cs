namespace TelegramHost.MtProto.Session;

/// <summary>A salt of one auth key and the server time in which the server takes it. Stored with the key.</summary>
/// <remarks>
/// Times are whole seconds, as the server tells them: a session holds dozens of these.
/// Source: https://core.telegram.org/mtproto/description#server-salt
/// </remarks>
internal readonly record struct ServerSalt
{
    private readonly uint _validSinceUnixSeconds;
    private readonly uint _validUntilUnixSeconds;

    /// <summary>A salt; times before 1970 and after 2106 count as the nearest that is none.</summary>
    public ServerSalt(long salt, DateTimeOffset validSince, DateTimeOffset validUntil)
    {
        Salt = salt;
        ValidSince = validSince;
        ValidUntil = validUntil;
    }

    /// <summary>The number that goes into every message.</summary>
    public long Salt { get; }

    /// <summary>Server time from which the server takes it.</summary>
    public DateTimeOffset ValidSince
    {
        get => DateTimeOffset.FromUnixTimeSeconds(_validSinceUnixSeconds);
        init => _validSinceUnixSeconds = UnixSeconds(value);
    }

    /// <summary>Server time at which another one follows; the server takes the old one for 1800 s more.</summary>
    public DateTimeOffset ValidUntil
    {
        get => DateTimeOffset.FromUnixTimeSeconds(_validUntilUnixSeconds);
        init => _validUntilUnixSeconds = UnixSeconds(value);
    }

    private static uint UnixSeconds(DateTimeOffset time) => (uint)Math.Clamp(time.ToUnixTimeSeconds(), uint.MinValue, uint.MaxValue);
}
