using TelegramHost.MtProto.Crypto;
using TelegramHost.TestSupport;

namespace TelegramHost.MtProto.Tests.Crypto;

public sealed class MessageKeysTests
{
    [VectorFact]
    public void Derive_OfEveryVector_GivesItsKeyAndIv()
    {
        foreach (var vector in Vectors.Load("04").GetProperty("kdf").EnumerateArray())
        {
            using var authKey = new AuthKey(vector.Hex("auth_key"));
            var sender = vector.GetProperty("x").GetInt32() == 0 ? Side.Client : Side.Server;
            var (key, iv) = (new byte[32], new byte[32]);

            if (vector.GetProperty("mtproto").GetInt32() == 2)
                MessageKeys.Derive(authKey, sender, vector.Hex("msg_key"), key, iv);
            else
                MessageKeys.DeriveV1(authKey, sender, vector.Hex("msg_key"), key, iv);

            Assert.Equal(vector.Hex("aes_key"), key);
            Assert.Equal(vector.Hex("aes_iv"), iv);
        }
    }

    [VectorFact]
    public void AuthKey_OfEveryVector_HasItsIdAndAuxHash()
    {
        foreach (var vector in Vectors.Load("04").GetProperty("derived").EnumerateArray())
        {
            if (!vector.TryGetProperty("auth_key_id_bytes", out _))
                continue;
            using var authKey = new AuthKey(vector.Hex("auth_key"));

            Assert.Equal(BitConverter.ToInt64(vector.Hex("auth_key_id_bytes")), authKey.Id);
            if (vector.TryGetProperty("aux_hash_bytes", out _))
                Assert.Equal(BitConverter.ToInt64(vector.Hex("aux_hash_bytes")), authKey.AuxHash);
        }
    }
}
