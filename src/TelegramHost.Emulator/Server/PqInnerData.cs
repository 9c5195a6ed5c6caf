using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>The inner data of <c>req_DH_params</c>, in any of its four constructors.</summary>
/// <param name="Pq">The challenge.</param>
/// <param name="P">Its smaller factor, as the client found it.</param>
/// <param name="Q">Its larger factor.</param>
/// <param name="Nonce">The client's nonce.</param>
/// <param name="ServerNonce">The server's nonce.</param>
/// <param name="NewNonce">The secret that the client adds.</param>
/// <param name="DataCenter">For which data center the key is meant: +10000 for test servers, negative for media; 0 if not said.</param>
/// <param name="Lifetime">How long a temporary key is to live; null for a permanent one.</param>
internal sealed record PqInnerData(
    byte[] Pq, byte[] P, byte[] Q, TlInt128 Nonce, TlInt128 ServerNonce, TlInt256 NewNonce, int DataCenter, TimeSpan? Lifetime)
{
    private const uint Classic = 0x83c95aec;
    private const uint WithDc = 0xa9f55f95;
    private const uint Temporary = 0x3c6a84d4;
    private const uint TemporaryWithDc = 0x56fddf88;

    /// <summary>Reads one; bytes behind it are padding.</summary>
    /// <exception cref="TlFormatException">The bytes are none of the four.</exception>
    public static PqInnerData Read(ref TlReader reader)
    {
        var id = reader.ReadConstructor();
        if (id is not (Classic or WithDc or Temporary or TemporaryWithDc))
            throw reader.UnknownConstructor(id, "P_Q_inner_data");
        var pq = reader.ReadBytes();
        var p = reader.ReadBytes();
        var q = reader.ReadBytes();
        var nonce = reader.ReadInt128();
        var serverNonce = reader.ReadInt128();
        var newNonce = reader.ReadInt256();
        var dataCenter = id is WithDc or TemporaryWithDc ? reader.ReadInt32() : 0;
        TimeSpan? lifetime = id is Temporary or TemporaryWithDc ? TimeSpan.FromSeconds(reader.ReadInt32()) : null;
        return new PqInnerData(pq, p, q, nonce, serverNonce, newNonce, dataCenter, lifetime);
    }

    /// <summary>How many bytes the object at the front of <paramref name="data"/> takes, or null if there is none.</summary>
    public static int? TryMeasure(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new TlReader(data);
            Read(ref reader);
            return reader.Position;
        }
        catch (TlFormatException)
        {
            // A packet in the other form decrypts to noise here; that is an answer, not a fault.
            return null;
        }
    }
}
