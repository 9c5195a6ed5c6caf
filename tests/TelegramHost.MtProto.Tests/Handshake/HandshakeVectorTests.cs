using System.Text.Json;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Handshake;
using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Tests.Crypto;
using TelegramHost.TestSupport;

namespace TelegramHost.MtProto.Tests.Handshake;

public sealed class HandshakeVectorTests
{
    [VectorFact]
    public void Exchange_OfTheDeterministicVector_GivesEveryRequestAndTheKey()
    {
        var vector = Vectors.Load("05").GetProperty("grammers_full_deterministic");
        var random2 = vector.Hex("step2_random");
        var random3 = vector.Hex("step3_random");
        var innerLength = vector.Hex("p_q_inner_data").Length;
        var entropy = new ScriptedEntropy(
            vector.Hex("step1_random"),
            random2[..32], random2[32..(32 + 192 - innerLength)], random2[224..256],
            random3[..256], random3[256..268]);
        var options = new HandshakeOptions { ServerKeys = ServerKeys.Test(), DcId = 2, LegacyInnerData = true };
        var now = DateTimeOffset.FromUnixTimeSeconds(vector.GetProperty("step3_now").GetInt64());

        var started = ClientHandshake.Start(options, entropy);
        Assert.Equal(vector.Hex("step1_request"), started.Request);

        var sentSecret = started.HandleResPq(vector.Hex("step1_response"), entropy);
        Assert.Equal(vector.Hex("step2_request"), sentSecret.Request);

        var chosen = sentSecret.HandleDhParams(vector.Hex("step2_response"), now, entropy);
        Assert.Equal(vector.Hex("step3_request"), chosen.Request);
        Assert.True(entropy.IsUsedUp);

        var outcome = chosen.HandleDhAnswer(vector.Hex("step3_response"), entropy);
        Assert.Null(outcome.Retry);
        Assert.Equal(vector.Hex("expected_auth_key"), outcome.Result!.Key.Bytes.ToArray());
        Assert.Equal(vector.GetProperty("first_salt_i64").GetInt64(), outcome.Result.ServerSalt);
        Assert.Equal(vector.GetProperty("expected_time_offset").GetInt64(), (long)outcome.Result.ServerTimeOffset.TotalSeconds);
        Assert.Null(outcome.Result.ExpiresAt);
    }

    [VectorFact]
    public void Exchange_OfTheOfficialSample_GivesEveryByteThatItPublishes()
    {
        var vector = Vectors.Load("05").GetProperty("official_2024_sample");
        var newNonce = vector.Hex("new_nonce");
        var options = new HandshakeOptions { ServerKeys = ServerKeys.Production(), DcId = vector.GetProperty("dc").GetInt32() };
        var entropy = new ScriptedEntropy(vector.Hex("nonce"), vector.Hex("b"), vector.Hex("client_inner_padding"));
        var now = DateTimeOffset.FromUnixTimeSeconds(vector.GetProperty("server_time").GetInt64()).AddSeconds(-17);

        var started = ClientHandshake.Start(options, entropy);
        Assert.Equal(vector.Hex("req_pq_multi_wire")[20..], started.Request);

        var challenge = started.ReadChallenge(vector.Hex("resPQ_wire").AsSpan(20));
        Assert.Equal(vector.Hex("fingerprint_selected_le"), BitConverter.GetBytes(challenge.Key.Fingerprint));
        Assert.Equal(vector.Hex("p_q_inner_data_dc"), started.MakeInnerData(challenge, newNonce));

        var sentSecret = started.Proceed(challenge, newNonce, vector.Hex("rsa_encrypted_data"));
        Assert.Equal(vector.Hex("req_DH_params_body"), sentSecret.Request);

        var answer = new ServerDHParamsOk
        {
            Nonce = new(vector.Hex("nonce")), ServerNonce = new(vector.Hex("server_nonce")), EncryptedAnswer = vector.Hex("encrypted_answer"),
        };
        var chosen = sentSecret.HandleDhParams(Body.Of(answer), now, entropy);
        var request = Body.Of(new SetClientDHParamsRequest
        {
            Nonce = new(vector.Hex("nonce")),
            ServerNonce = new(vector.Hex("server_nonce")),
            EncryptedData = vector.Hex("set_client_DH_params_encrypted_data"),
        });
        Assert.Equal(request, chosen.Request);
        Assert.True(entropy.IsUsedUp);

        var result = chosen.HandleDhAnswer(vector.Hex("dh_gen_ok_body"), entropy).Result!;
        Assert.Equal(vector.Hex("auth_key"), result.Key.Bytes.ToArray());
        Assert.Equal(vector.Hex("auth_key_id"), BitConverter.GetBytes(result.Key.Id));
        Assert.Equal(vector.Hex("auth_key_aux_hash"), BitConverter.GetBytes(result.Key.AuxHash));
        Assert.Equal(vector.Hex("first_server_salt_le"), BitConverter.GetBytes(result.ServerSalt));
        Assert.Equal(TimeSpan.FromSeconds(17), result.ServerTimeOffset);
    }

    [VectorFact]
    public void TemporaryKey_OfEveryVector_KeepsLeadingZeros()
    {
        foreach (var vector in Vectors.Load("04").GetProperty("tmp_aes").EnumerateArray())
        {
            var (key, iv) = (new byte[32], new byte[32]);

            ExchangeSecrets.DeriveTemporaryKey(vector.Hex("new_nonce"), vector.Hex("server_nonce"), key, iv);

            Assert.Equal(vector.Hex("tmp_aes_key"), key);
            Assert.Equal(vector.Hex("tmp_aes_iv"), iv);
        }
    }

    [VectorFact]
    public void NewNonceHashes_OfEveryVector_AreTheirs()
    {
        foreach (var vector in Vectors.Load("04").GetProperty("derived").EnumerateArray().Where(HasNewNonce))
        {
            using var authKey = new AuthKey(vector.Hex("auth_key"));
            using var secrets = new ExchangeSecrets(default, default, vector.Hex("new_nonce"));

            var hash = secrets.NewNonceHash(vector.GetProperty("n").GetByte(), authKey.AuxHash);

            Assert.Equal(vector.Hex("out"), hash.Span.ToArray());
        }

        var sample = Vectors.Load("05").GetProperty("official_2024_sample");
        using var key = new AuthKey(sample.Hex("auth_key"));
        using var sampleSecrets = new ExchangeSecrets(default, default, sample.Hex("new_nonce"));
        for (byte number = 1; number <= 3; number++)
            Assert.Equal(sample.Hex($"new_nonce_hash{number}"), sampleSecrets.NewNonceHash(number, key.AuxHash).Span.ToArray());

        static bool HasNewNonce(JsonElement vector) => vector.TryGetProperty("new_nonce", out _);
    }
}
