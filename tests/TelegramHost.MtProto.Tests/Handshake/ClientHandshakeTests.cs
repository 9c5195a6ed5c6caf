using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Handshake;
using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Tests.Crypto;
using TelegramHost.TestSupport;
using TelegramHost.Tl;
using Xunit.Abstractions;

namespace TelegramHost.MtProto.Tests.Handshake;

public sealed class ClientHandshakeTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private readonly ScriptedServer _server;
    private readonly SeededEntropy _entropy;
    private readonly Random _random;

    public ClientHandshakeTests(ITestOutputHelper output)
    {
        var seed = Seed.Next(output.WriteLine);
        _server = new ScriptedServer(seed);
        _entropy = new SeededEntropy(seed);
        _random = new Random(seed);
    }

    public void Dispose() => _server.Dispose();

    [Fact]
    public void Exchange_WithAHonestServer_GivesBothSidesOneKey()
    {
        var chosen = AfterParameters();
        var (serverKey, client) = _server.Agree(chosen.Request);

        var result = chosen.HandleDhAnswer(Body.Of(_server.Ok(serverKey)), _entropy).Result!;

        Assert.Equal(serverKey.Bytes.ToArray(), result.Key.Bytes.ToArray());
        Assert.Equal(TimeSpan.FromSeconds(42), result.ServerTimeOffset);
        Assert.Equal(0, client.RetryId);
        Assert.Equal(2, Assert.IsType<PQInnerDataDc>(_server.InnerData).Dc);
        Assert.Null(result.ExpiresAt);
    }

    [Fact]
    public void Exchange_ForATemporaryKey_SaysHowLongItLives()
    {
        var chosen = AfterParameters(new HandshakeOptions { ServerKeys = _server.Keys, DcId = -10004, ExpiresIn = TimeSpan.FromHours(24) });
        var (serverKey, _) = _server.Agree(chosen.Request);

        var result = chosen.HandleDhAnswer(Body.Of(_server.Ok(serverKey)), _entropy).Result!;

        var inner = Assert.IsType<PQInnerDataTempDc>(_server.InnerData);
        Assert.Equal((-10004, 86400), (inner.Dc, inner.ExpiresIn));
        Assert.Equal(Now.AddSeconds(42).AddHours(24), result.ExpiresAt);
    }

    [Fact]
    public void Exchange_WhenTheServerAsksForAnotherKey_TriesAFewTimesAndNamesTheFormer()
    {
        var chosen = AfterParameters();
        for (var tries = 1; tries < AwaitingDhAnswer.MaxTries; tries++)
        {
            var (key, _) = _server.Agree(chosen.Request);
            chosen = chosen.HandleDhAnswer(Body.Of(_server.Retry(key)), _entropy).Retry!;
            Assert.Equal(key.AuxHash, _server.Agree(chosen.Request).Client.RetryId);
        }

        var (last, _) = _server.Agree(chosen.Request);
        var failure = Assert.Throws<HandshakeException>(() => chosen.HandleDhAnswer(Body.Of(_server.Retry(last)), _entropy));

        Assert.Equal(HandshakeFailure.TooManyRetries, failure.Failure);
    }

    [Fact]
    public void Exchange_AfterARetry_GivesTheNewKey()
    {
        var chosen = AfterParameters();
        var (former, _) = _server.Agree(chosen.Request);
        chosen = chosen.HandleDhAnswer(Body.Of(_server.Retry(former)), _entropy).Retry!;
        var (key, _) = _server.Agree(chosen.Request);

        var result = chosen.HandleDhAnswer(Body.Of(_server.Ok(key)), _entropy).Result!;

        Assert.Equal(key.Id, result.Key.Id);
        Assert.NotEqual(former.Id, result.Key.Id);
    }

    [Fact]
    public void DhAnswer_WithAWrongHashOrARefusal_Fails()
    {
        var chosen = AfterParameters();
        var (key, _) = _server.Agree(chosen.Request);
        var wrong = _server.Ok(key);
        wrong.NewNonceHash1 = _server.NewNonceHash(2, key);
        var foreign = _server.Ok(key);
        foreign.Nonce = default;

        Assert.Equal(HandshakeFailure.WrongHash, Fails(wrong));
        Assert.Equal(HandshakeFailure.WrongNonce, Fails(foreign));
        Assert.Equal(HandshakeFailure.Refused, Fails(_server.Refuse(key)));
        Assert.Throws<TlFormatException>(() => chosen.HandleDhAnswer(Body.Of(_server.Fail()), _entropy));

        HandshakeFailure Fails(ITlObject answer) =>
            Assert.Throws<HandshakeException>(() => chosen.HandleDhAnswer(Body.Of(answer), _entropy)).Failure;
    }

    [Fact]
    public void ResPq_WithAForeignNonceUnknownKeysOrABadNumber_Fails()
    {
        var started = Start();
        var answer = _server.ResPq(started.Request);
        var cases = new (Action<ResPQ> Change, HandshakeFailure Failure)[]
        {
            (resPq => resPq.Nonce = default, HandshakeFailure.WrongNonce),
            (resPq => resPq.ServerPublicKeyFingerprints = [1, 2, 3], HandshakeFailure.UnknownServerKey),
            (resPq => resPq.ServerPublicKeyFingerprints = [], HandshakeFailure.UnknownServerKey),
            (resPq => resPq.Pq = [], HandshakeFailure.BadChallenge),
            (resPq => resPq.Pq = [7], HandshakeFailure.BadChallenge),
            (resPq => resPq.Pq = new byte[9], HandshakeFailure.BadChallenge),
        };

        foreach (var (change, failure) in cases)
        {
            var changed = Read(Body.Of(answer));
            change(changed);

            var thrown = Assert.Throws<HandshakeException>(() => started.HandleResPq(Body.Of(changed), _entropy));

            Assert.Equal(failure, thrown.Failure);
            Assert.Equal(failure != HandshakeFailure.UnknownServerKey, thrown.CanRetry);
        }

        static ResPQ Read(byte[] body)
        {
            var reader = new TlReader(body);
            return ResPQ.Read(ref reader);
        }
    }

    [Fact]
    public void DhParams_ThatBreakARule_Fail()
    {
        var sent = AfterResPq();
        var inner = _server.Parameters(sent.Request, 0);
        var cases = new (Action<ServerDHInnerData> Change, HandshakeFailure Failure)[]
        {
            (data => data.Nonce = default, HandshakeFailure.WrongNonce),
            (data => data.ServerNonce = default, HandshakeFailure.WrongNonce),
            (data => data.G = 2, HandshakeFailure.UnsafeParameters),
            (data => data.DhPrime = [23], HandshakeFailure.UnsafeParameters),
            (data => data.DhPrime = [.. ScriptedServer.Prime[..^1], 0x5d], HandshakeFailure.UnsafeParameters),
            (data => data.GA = [1], HandshakeFailure.UnsafeParameters),
            (data => data.GA = ScriptedServer.Prime, HandshakeFailure.UnsafeParameters),
            (data => data.GA = [], HandshakeFailure.UnsafeParameters),
        };

        foreach (var (change, failure) in cases)
        {
            var changed = Copy();
            change(changed);
            Assert.Equal(failure, Fails(_server.Seal(changed)));
        }

        var foreign = _server.Seal(inner);
        foreign.ServerNonce = default;
        Assert.Equal(HandshakeFailure.WrongNonce, Fails(foreign));
        Assert.Equal(HandshakeFailure.WrongHash, Fails(_server.Seal(inner, breakHash: true)));
        Assert.Equal(HandshakeFailure.WrongHash, Fails(_server.Seal(inner, padding: (-(20 + Body.Of(inner).Length) & 15) + 16)));
        Assert.Equal(HandshakeFailure.Refused, Fails(_server.Fail()));

        HandshakeFailure Fails(ITlObject answer) =>
            Assert.Throws<HandshakeException>(() => sent.HandleDhParams(Body.Of(answer), Now, _entropy)).Failure;

        ServerDHInnerData Copy()
        {
            var reader = new TlReader(Body.Of(inner));
            return ServerDHInnerData.Read(ref reader);
        }
    }

    [Fact]
    public void Answers_ThatAreDamagedAnywhere_GiveOnlyTheDocumentedErrors()
    {
        var started = Start();
        Damage(Body.Of(_server.ResPq(started.Request)), 60, body => started.HandleResPq(body, _entropy));

        var sent = started.HandleResPq(Body.Of(_server.ResPq(started.Request)), _entropy);
        var parameters = Body.Of(_server.Seal(_server.Parameters(sent.Request, 0)));
        Damage(parameters, 300, body => sent.HandleDhParams(body, Now, _entropy));

        var chosen = sent.HandleDhParams(parameters, Now, _entropy);
        var (key, _) = _server.Agree(chosen.Request);
        Damage(Body.Of(_server.Ok(key)), 200, body => Assert.Fail($"accepted {chosen.HandleDhAnswer(body, _entropy)}"));
    }

    [Fact]
    public void Step_AfterItWasGivenUp_CannotGoOn()
    {
        var sent = AfterResPq();
        var parameters = Body.Of(_server.Seal(_server.Parameters(sent.Request, 0)));

        sent.Dispose();

        Assert.Throws<ObjectDisposedException>(() => sent.HandleDhParams(parameters, Now, _entropy));
    }

    private void Damage(byte[] good, int rounds, Action<byte[]> handle)
    {
        for (var round = 0; round < rounds; round++)
        {
            var body = round % 3 == 0 ? good[..(_random.Next(good.Length) & ~3)] : good.ToArray();
            if (round % 3 == 1)
                body[_random.Next(body.Length)] ^= (byte)_random.Next(1, 256);
            else if (round % 3 == 2)
                _random.NextBytes(body.AsSpan(_random.Next(4, body.Length)));
            try
            {
                handle(body);
            }
            catch (Exception failure) when (failure is HandshakeException or TlFormatException)
            {
                Assert.NotEmpty(failure.Message);
            }
        }
    }

    private AwaitingResPq Start(HandshakeOptions? options = null) =>
        ClientHandshake.Start(options ?? new HandshakeOptions { ServerKeys = _server.Keys, DcId = 2 }, _entropy);

    private AwaitingDhParams AfterResPq(HandshakeOptions? options = null)
    {
        var started = Start(options);
        return started.HandleResPq(Body.Of(_server.ResPq(started.Request)), _entropy);
    }

    private AwaitingDhAnswer AfterParameters(HandshakeOptions? options = null)
    {
        var sent = AfterResPq(options);
        var serverTime = (int)Now.ToUnixTimeSeconds() + 42;
        return sent.HandleDhParams(Body.Of(_server.Seal(_server.Parameters(sent.Request, serverTime))), Now, _entropy);
    }
}
