using TelegramHost.MtProto.Crypto;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Framing;

/// <summary>The beginning of a FakeTLS connection from the client's side: one hello out, one answer in, and its proof checked.</summary>
/// <remarks>
/// The rim sends <see cref="Hello"/>, then reads exactly <see cref="WantedBytes"/> bytes again and again, until
/// <see cref="IsComplete"/>. What comes later is data for <see cref="FakeTlsRecordReader"/>.
/// </remarks>
internal sealed class FakeTlsHandshake : IDisposable
{
    // Some proxies imitate servers with several records of handshake; that has to end somewhere.
    private const int MaxRecords = 16;

    // TLS allows 2^14 bytes, and some more for what encryption adds.
    private const int MaxPayloadBytes = (1 << 14) + 256;

    private const int ShortestHello = FakeTlsDigest.Offset + FakeTlsDigest.Bytes - FakeTlsRecord.HeaderBytes;
    private const byte ServerHello = 2;

    private readonly ProxySecret _secret;
    private readonly TlBuffer _exchange = new();
    private int _records;
    private int _recordStart;
    private bool _isInPayload;
    private bool _hasChangedCipher;

    /// <summary>A handshake that begins now.</summary>
    public FakeTlsHandshake(ProxySecret secret, IEntropy entropy, long unixTime)
        : this(secret, FakeTlsClientHello.Create(secret, entropy, unixTime))
    {
    }

    /// <summary>A handshake whose hello is given, for tests.</summary>
    internal FakeTlsHandshake(ProxySecret secret, byte[] hello)
    {
        _secret = secret;
        Hello = hello;
        _exchange.Append(hello.AsSpan(FakeTlsDigest.Offset, FakeTlsDigest.Bytes));
        WantedBytes = FakeTlsRecord.HeaderBytes;
    }

    /// <summary>What the client says first.</summary>
    public ReadOnlyMemory<byte> Hello { get; }

    /// <summary>How many bytes have to come next, neither more nor less.</summary>
    public int WantedBytes { get; private set; }

    /// <summary>Whether the proxy has proved that it knows the secret.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Takes the next <see cref="WantedBytes"/> bytes.</summary>
    /// <exception cref="ProtocolException">The answer is not that of a proxy with this secret.</exception>
    public void HandleBytes(ReadOnlySpan<byte> bytes)
    {
        if (IsComplete || bytes.Length != WantedBytes)
            throw new ArgumentException($"{bytes.Length} bytes were given, {WantedBytes} wanted.", nameof(bytes));

        if (!_isInPayload)
            _recordStart = _exchange.Length;
        _exchange.Append(bytes);
        var record = _exchange.Written[_recordStart..];
        if (_isInPayload)
            HandleRecord(record);
        else
            HandleHeader(record);
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _exchange.Dispose();

    private void HandleHeader(ReadOnlySpan<byte> header)
    {
        var expected = _records == 0 ? FakeTlsRecord.Handshake : _hasChangedCipher ? FakeTlsRecord.ApplicationData : (byte)0;
        var isExpected = expected == 0 ? header[0] is FakeTlsRecord.Handshake or FakeTlsRecord.ChangeCipherSpec : header[0] == expected;
        if (!isExpected)
            throw new ProtocolException("Answer to a FakeTLS hello", "the handshake of a server", header[0] == FakeTlsRecord.Alert ? "a TLS alert" : $"a record of type {header[0]:x2}");

        var length = FakeTlsRecord.PayloadLength(header);
        var shortest = _records == 0 ? ShortestHello : 1;
        if (length < shortest || length > MaxPayloadBytes || ++_records > MaxRecords)
            throw new ProtocolException("Answer to a FakeTLS hello", $"at most {MaxRecords} records of {shortest} to {MaxPayloadBytes} bytes", $"{length} bytes in record {_records}");
        (_isInPayload, WantedBytes) = (true, length);
    }

    private void HandleRecord(ReadOnlySpan<byte> record)
    {
        (_isInPayload, WantedBytes) = (false, FakeTlsRecord.HeaderBytes);
        if (_records == 1 && record[FakeTlsRecord.HeaderBytes] != ServerHello)
            throw new ProtocolException("Answer to a FakeTLS hello", "a ServerHello (2)", $"{record[FakeTlsRecord.HeaderBytes]}");
        _hasChangedCipher |= record[0] == FakeTlsRecord.ChangeCipherSpec;
        if (record[0] != FakeTlsRecord.ApplicationData)
            return;

        // The proof covers everything up to the first record of data, that one included.
        if (!FakeTlsDigest.Verify(_secret.Key, _exchange.Written))
            throw new ProtocolException("Proof in the answer to a FakeTLS hello", "that of a proxy with this secret", "another one");
        (IsComplete, WantedBytes) = (true, 0);
    }
}
