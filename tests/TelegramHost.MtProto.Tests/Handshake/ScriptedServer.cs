using System.Numerics;
using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Handshake;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Tests.Handshake;

/// <summary>
/// A server that plays an exchange by the book, on the base library's arithmetic, and lets a test change what it says.
/// It opens RSA_PAD with its private key, so it also checks what the client encrypts.
/// </summary>
internal sealed class ScriptedServer : IDisposable
{
    public static readonly byte[] Prime = Convert.FromHexString(
        "c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f48198a0aa7c14058229493d22530f4db"
        + "fa336f6e0ac925139543aed44cce7c3720fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f64"
        + "2477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4a4a695811051907e162753b56b0f6b41"
        + "0dba74d8a84b2a14b3144e0ef1284754fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4"
        + "e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f0d8115f635b105ee2e4e15d04b2454bf"
        + "6f4fadf034b10403119cd8e3b92fcc5b");

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly Random _random;
    private readonly byte[] _secret = new byte[256];
    private TlInt128 _nonce;
    private TlInt256 _newNonce;

    public ScriptedServer(int seed)
    {
        _random = new Random(seed);
        Span<byte> nonce = stackalloc byte[16];
        _random.NextBytes(nonce);
        ServerNonce = new TlInt128(nonce);
        _random.NextBytes(_secret);
        Keys = new ServerKeys([RsaPublicKey.FromPem(_rsa.ExportRSAPublicKeyPem())]);
    }

    public ServerKeys Keys { get; }

    public TlInt128 ServerNonce { get; }

    public PQInnerDataBase? InnerData { get; private set; }

    public ResPQ ResPq(byte[] request)
    {
        var reader = new TlReader(request);
        _nonce = ReqPqMultiRequest.Read(ref reader).Nonce;
        return new ResPQ
        {
            Nonce = _nonce, ServerNonce = ServerNonce, Pq = [0x17, 0xed, 0x48, 0x94, 0x1a, 0x08, 0xf9, 0x81],
            ServerPublicKeyFingerprints = [1, .. Keys.Fingerprints],
        };
    }

    public ServerDHInnerData Parameters(byte[] request, int serverTime)
    {
        var reader = new TlReader(request);
        var inner = new TlReader(OpenRsaPad(ReqDHParamsRequest.Read(ref reader).EncryptedData));
        InnerData = PQInnerDataBase.Read(ref inner);
        _newNonce = InnerData switch
        {
            PQInnerDataDc dc => dc.NewNonce,
            PQInnerDataTempDc temporary => temporary.NewNonce,
            _ => throw new InvalidOperationException("unexpected inner data"),
        };
        return new ServerDHInnerData
        {
            Nonce = _nonce, ServerNonce = ServerNonce, G = 3, DhPrime = Prime, GA = Power([3]), ServerTime = serverTime,
        };
    }

    public ServerDHParamsOk Seal(ServerDHInnerData inner, int padding = -1, bool breakHash = false)
    {
        var data = Body.Of(inner);
        var length = padding >= 0 ? padding : -(20 + data.Length) & 15;
        byte[] answer = [.. SHA1.HashData(data), .. data, .. new byte[length]];
        if (breakHash)
            answer[0] ^= 1;
        using var secrets = Secrets();
        secrets.Encrypt(answer);
        return new ServerDHParamsOk { Nonce = _nonce, ServerNonce = ServerNonce, EncryptedAnswer = answer };
    }

    public ServerDHParamsFail Fail()
    {
        using var secrets = Secrets();
        return new ServerDHParamsFail { Nonce = _nonce, ServerNonce = ServerNonce, NewNonceHash = secrets.NewNonceHashOfFailure() };
    }

    public (AuthKey Key, ClientDHInnerData Client) Agree(byte[] request)
    {
        var reader = new TlReader(request);
        var data = SetClientDHParamsRequest.Read(ref reader).EncryptedData;
        using var secrets = Secrets();
        secrets.Decrypt(data);
        var inner = new TlReader(data.AsSpan(20));
        var client = ClientDHInnerData.Read(ref inner);
        Assert.Equal(SHA1.HashData(data.AsSpan(20, inner.Position)), data[..20]);
        return (new AuthKey(Power(client.GB)), client);
    }

    public TlInt128 NewNonceHash(byte number, AuthKey key)
    {
        using var secrets = Secrets();
        return secrets.NewNonceHash(number, key.AuxHash);
    }

    public DhGenOk Ok(AuthKey key) => new() { Nonce = _nonce, ServerNonce = ServerNonce, NewNonceHash1 = NewNonceHash(1, key) };

    public DhGenRetry Retry(AuthKey key) => new() { Nonce = _nonce, ServerNonce = ServerNonce, NewNonceHash2 = NewNonceHash(2, key) };

    public DhGenFail Refuse(AuthKey key) => new() { Nonce = _nonce, ServerNonce = ServerNonce, NewNonceHash3 = NewNonceHash(3, key) };

    public void Dispose() => _rsa.Dispose();

    private ExchangeSecrets Secrets() => new(_nonce, ServerNonce, _newNonce.Span);

    private byte[] Power(byte[] value) => Fixed(BigInteger.ModPow(Number(value), Number(_secret), Number(Prime)));

    private byte[] OpenRsaPad(byte[] encrypted)
    {
        var key = _rsa.ExportParameters(true);
        var block = Fixed(BigInteger.ModPow(Number(encrypted), Number(key.D!), Number(key.Modulus!)));
        var sealedData = block[32..];
        var tempKey = SHA256.HashData(sealedData);
        for (var i = 0; i < 32; i++)
            tempKey[i] ^= block[i];
        PortableIge.Decrypt(tempKey, new byte[32], sealedData);
        var padded = sealedData[..192];
        Array.Reverse(padded);
        Assert.Equal(SHA256.HashData([.. tempKey, .. padded]), sealedData[192..]);
        return padded;
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Fixed(BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[256 - bytes.Length], .. bytes];
    }
}
