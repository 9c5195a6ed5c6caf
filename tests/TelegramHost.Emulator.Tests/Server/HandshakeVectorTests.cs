using System.Text.Json;
using TelegramHost.Emulator.Server;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Service;
using TelegramHost.TestSupport;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Tests.Server;

/// <summary>The server's own pieces of the key exchange against two published walk-throughs, without the client's code.</summary>
public class HandshakeVectorTests
{
    private static JsonElement Official => Vectors.Load("05").GetProperty("official_2024_sample");

    private static JsonElement Other => Vectors.Load("05").GetProperty("grammers_full_deterministic");

    [VectorFact]
    public void TemporaryKey_OfTheOfficialSample_IsThePublishedOne()
    {
        var secrets = new HandshakeSecrets(Official.Hex("new_nonce"), Official.Hex("server_nonce"));

        Assert.Equal(Official.Hex("tmp_aes_key"), secrets.Key.ToArray());
        Assert.Equal(Official.Hex("tmp_aes_iv"), secrets.Iv.ToArray());
        Assert.Equal(Official.Hex("first_server_salt_le"), BitConverter.GetBytes(secrets.FirstSalt));
    }

    [VectorFact]
    public void Answer_OfTheOfficialSample_EncryptsToThePublishedBytes()
    {
        var secrets = new HandshakeSecrets(Official.Hex("new_nonce"), Official.Hex("server_nonce"));

        var encrypted = secrets.Encrypt(Official.Hex("answer"), new FixedEntropy(Official.Hex("answer_padding")));

        Assert.Equal(Official.Hex("encrypted_answer"), encrypted);
    }

    [VectorFact]
    public void Answer_OfTheOfficialSample_IsWhatTheServerWouldWrite()
    {
        var inner = new ServerDHInnerData
        {
            Nonce = new TlInt128(Official.Hex("nonce")),
            ServerNonce = new TlInt128(Official.Hex("server_nonce")),
            G = DhGroup.Generator,
            DhPrime = DhGroup.Prime.ToArray(),
            GA = Official.Hex("g_a"),
            ServerTime = Official.GetProperty("server_time").GetInt32(),
        };
        using var buffer = new TlBuffer();

        buffer.Append(inner);

        Assert.Equal(Official.Hex("answer"), buffer.Written.ToArray());
    }

    [VectorFact]
    public void ClientHalf_OfTheOfficialSample_OpensToThePublishedData()
    {
        var secrets = new HandshakeSecrets(Official.Hex("new_nonce"), Official.Hex("server_nonce"));

        Assert.True(secrets.TryDecrypt(Official.Hex("set_client_DH_params_encrypted_data"), out var data));

        Assert.Equal(Official.Hex("client_DH_inner_data"), data.ToArray());
    }

    [VectorFact]
    public void ClientHalf_WithAnyBitChanged_DoesNotOpen()
    {
        var secrets = new HandshakeSecrets(Official.Hex("new_nonce"), Official.Hex("server_nonce"));
        var encrypted = Official.Hex("set_client_DH_params_encrypted_data");
        encrypted[100] ^= 1;

        Assert.False(secrets.TryDecrypt(encrypted, out _));
        Assert.False(secrets.TryDecrypt(encrypted.AsSpan(0, 17), out _));
    }

    [VectorFact]
    public void AuthKey_OfTheOfficialSample_IsThePublishedOne()
    {
        var key = new AuthKey(DhGroup.Power(Official.Hex("g_a"), Official.Hex("b")));
        var secrets = new HandshakeSecrets(Official.Hex("new_nonce"), Official.Hex("server_nonce"));

        Assert.Equal(Official.Hex("g_b"), DhGroup.Power(Official.Hex("b")));
        Assert.Equal(Official.Hex("auth_key"), key.Bytes.ToArray());
        Assert.Equal(Official.Hex("auth_key_id"), BitConverter.GetBytes(key.Id));
        Assert.Equal(Official.Hex("auth_key_aux_hash"), BitConverter.GetBytes(key.AuxHash));
        Assert.Equal(Official.Hex("new_nonce_hash1"), secrets.NewNonceHash(1, key.AuxHash));
        Assert.Equal(Official.Hex("new_nonce_hash2"), secrets.NewNonceHash(2, key.AuxHash));
        Assert.Equal(Official.Hex("new_nonce_hash3"), secrets.NewNonceHash(3, key.AuxHash));
    }

    [VectorTheory]
    [InlineData("official_2024_sample", "p_q_inner_data_dc", 2)]
    [InlineData("grammers_full_deterministic", "p_q_inner_data", 0)]
    public void InnerData_OfBothSamples_ReadsAsPublished(string sample, string field, int dataCenter)
    {
        var vector = Vectors.Load("05").GetProperty(sample);
        var bytes = vector.Hex(field);
        var reader = new TlReader(bytes);

        var inner = PqInnerData.Read(ref reader);

        Assert.Equal(bytes.Length, PqInnerData.TryMeasure([.. bytes, 1, 2, 3, 4]));
        Assert.Equal(vector.Hex("nonce"), inner.Nonce.Span.ToArray());
        Assert.Equal(vector.Hex("server_nonce"), inner.ServerNonce.Span.ToArray());
        Assert.Equal(vector.Hex("new_nonce"), inner.NewNonce.Span.ToArray());
        Assert.Equal(dataCenter, inner.DataCenter);
        Assert.Null(inner.Lifetime);
    }

    [VectorFact]
    public void RsaPad_OfTheOtherSample_OpensToItsInnerData()
    {
        // What RSA hides is rebuilt from the published padding and key, since nobody but the server can decrypt it.
        var random = Other.Hex("step2_random");
        var inner = Other.Hex("p_q_inner_data");
        byte[] padded = [.. inner, .. random.AsSpan(32, 192 - inner.Length)];
        var tempKey = Other.Hex("temp_key_effective");
        var packet = Sealed(padded, tempKey);

        var opened = RsaEnvelope.OpenRsaPad(packet);

        Assert.Equal(padded, opened);
        packet[200] ^= 1;
        Assert.Null(RsaEnvelope.OpenRsaPad(packet));
    }

    [VectorFact]
    public void ServerAnswers_OfTheOtherSample_AreWhatTheServerWouldWrite()
    {
        var secrets = new HandshakeSecrets(Other.Hex("new_nonce"), Other.Hex("server_nonce"));
        var reader = new TlReader(Other.Hex("step3_request"));
        var request = SetClientDHParamsRequest.Read(ref reader);
        Assert.True(secrets.TryDecrypt(request.EncryptedData, out var data));
        var innerReader = new TlReader(data);
        var inner = ClientDHInnerData.Read(ref innerReader);
        var exponent = Other.Hex("step3_random")[..256];
        var key = new AuthKey(DhGroup.Power(Other.Hex("g_a"), exponent));
        using var ok = new TlBuffer();

        ok.Append(new DhGenOk { Nonce = inner.Nonce, ServerNonce = inner.ServerNonce, NewNonceHash1 = new TlInt128(secrets.NewNonceHash(1, key.AuxHash)) });

        Assert.Equal(DhGroup.Power(exponent), inner.GB);
        Assert.Equal(Other.Hex("expected_auth_key"), key.Bytes.ToArray());
        Assert.Equal(Other.Hex("step3_response"), ok.Written.ToArray());
        Assert.Equal(Other.GetProperty("first_salt_i64").GetInt64(), secrets.FirstSalt);
    }

    private static byte[] Sealed(byte[] padded, byte[] tempKey)
    {
        byte[] reversed = [.. padded];
        Array.Reverse(reversed);
        byte[] body = [.. reversed, .. System.Security.Cryptography.SHA256.HashData([.. tempKey, .. padded])];
        AesIge.Encrypt(tempKey, new byte[32], body);
        var mask = System.Security.Cryptography.SHA256.HashData(body);
        for (var i = 0; i < 32; i++)
            mask[i] ^= tempKey[i];
        return [.. mask, .. body];
    }
}
