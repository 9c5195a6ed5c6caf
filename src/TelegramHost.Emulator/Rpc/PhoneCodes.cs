namespace TelegramHost.Emulator.Rpc;

/// <summary>The login codes that were sent: to whom, by which way, and until when. Needs the world's lock.</summary>
/// <remarks>Source: https://core.telegram.org/api/auth</remarks>
internal sealed class PhoneCodes(World world, string code)
{
    private const int Timeout = 60;
    private const int Life = 300;

    private readonly Dictionary<string, Sent> _sent = [];

    /// <summary>Sends a code: to the person's other devices, or by SMS to whom nobody knows yet.</summary>
    public Schema.AuthSentCode Send(string phone)
    {
        Span<byte> bytes = stackalloc byte[9];
        world.Random.NextBytes(bytes);
        var hash = Convert.ToHexStringLower(bytes);
        var way = world.Roster.FindPhone(phone) is null ? Way.Sms : Way.App;
        return Describe(hash, _sent[hash] = new Sent(phone, way, world.Clock.UnixTime));
    }

    /// <summary>Sends it by the next way.</summary>
    /// <exception cref="WorldException">PHONE_CODE_EXPIRED, or SEND_CODE_UNAVAILABLE after the last way.</exception>
    public Schema.AuthSentCode Resend(string phone, string hash)
    {
        var sent = Find(phone, hash);
        if (sent.Way == Way.Call)
            throw new WorldException(406, "SEND_CODE_UNAVAILABLE");
        return Describe(hash, _sent[hash] = sent with { Way = sent.Way + 1, SentAt = world.Clock.UnixTime });
    }

    /// <summary>Whether the code is right.</summary>
    /// <exception cref="WorldException">It is not, or it is too late.</exception>
    public void Check(string phone, string hash, string? given)
    {
        Find(phone, hash);
        if (string.IsNullOrEmpty(given))
            throw new WorldException(400, "PHONE_CODE_EMPTY");
        if (given != code)
            throw new WorldException(400, "PHONE_CODE_INVALID");
    }

    /// <summary>The code was right before, and the number has no account yet.</summary>
    /// <exception cref="WorldException">PHONE_CODE_EXPIRED, or PHONE_CODE_EMPTY if the code was not given yet.</exception>
    public void CheckProven(string phone, string hash)
    {
        if (!Find(phone, hash).IsProven)
            throw new WorldException(400, "PHONE_CODE_EMPTY");
    }

    /// <summary>Notes that the number's owner has shown the code.</summary>
    public void Prove(string hash) => _sent[hash] = _sent[hash] with { IsProven = true };

    /// <summary>The code has served, or is not wanted any more.</summary>
    public void Forget(string hash) => _sent.Remove(hash);

    /// <exception cref="WorldException">PHONE_CODE_EXPIRED.</exception>
    public Sent Find(string phone, string hash) =>
        _sent.TryGetValue(hash, out var sent) && sent.Phone == Roster.DigitsOf(phone) && world.Clock.UnixTime - sent.SentAt <= Life
            ? sent
            : throw new WorldException(400, "PHONE_CODE_EXPIRED");

    private Schema.AuthSentCode Describe(string hash, Sent sent) => new()
    {
        Type = sent.Way switch
        {
            Way.App => new Schema.AuthSentCodeTypeApp { Length = code.Length },
            Way.Sms => new Schema.AuthSentCodeTypeSms { Length = code.Length },
            _ => new Schema.AuthSentCodeTypeCall { Length = code.Length },
        },
        PhoneCodeHash = hash,
        NextType = sent.Way switch
        {
            Way.App => new Schema.AuthCodeTypeSms(),
            Way.Sms => new Schema.AuthCodeTypeCall(),
            _ => null,
        },
        Timeout = sent.Way == Way.Call ? null : Timeout,
    };

    internal enum Way
    {
        App,
        Sms,
        Call,
    }

    internal sealed record Sent(string Phone, Way Way, int SentAt, bool IsProven = false);
}
