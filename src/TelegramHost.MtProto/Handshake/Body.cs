using TelegramHost.Tl;

namespace TelegramHost.MtProto.Handshake;

/// <summary>The bytes of one object of the exchange.</summary>
internal static class Body
{
    /// <summary>The object as boxed TL. The buffer in between held secrets and is cleared.</summary>
    public static byte[] Of(ITlObject value)
    {
        using var buffer = new TlBuffer(1024, holdsSecrets: true);
        buffer.Append(value);
        return buffer.Written.ToArray();
    }
}
