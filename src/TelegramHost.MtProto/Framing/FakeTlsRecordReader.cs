namespace TelegramHost.MtProto.Framing;

/// <summary>Takes the data out of the records that a FakeTLS proxy sends, wherever the network cuts them.</summary>
/// <remarks>Records that carry no data are dropped. An empty record is no end of the stream.</remarks>
internal sealed class FakeTlsRecordReader
{
    private readonly byte[] _header = new byte[FakeTlsRecord.HeaderBytes];
    private int _headerLength;
    private int _payloadLeft;

    /// <summary>Moves the data in <paramref name="fresh"/> to its front, over the headers of records.</summary>
    /// <param name="fresh">Bytes as they arrived, each handed over once, in order.</param>
    /// <returns>How many bytes of data there are now at the front; may be 0.</returns>
    /// <exception cref="ProtocolException">The other side gave up, or what came is no record.</exception>
    public int Unwrap(Span<byte> fresh)
    {
        var kept = 0;
        for (var at = 0; at < fresh.Length;)
        {
            if (_payloadLeft == 0)
            {
                at += ReadHeader(fresh[at..]);
                continue;
            }

            var part = fresh.Slice(at, Math.Min(_payloadLeft, fresh.Length - at));
            at += part.Length;
            _payloadLeft -= part.Length;
            if (_header[0] != FakeTlsRecord.ApplicationData)
                continue;
            part.CopyTo(fresh[kept..]);
            kept += part.Length;
        }

        return kept;
    }

    private int ReadHeader(ReadOnlySpan<byte> bytes)
    {
        var part = bytes[..Math.Min(FakeTlsRecord.HeaderBytes - _headerLength, bytes.Length)];
        part.CopyTo(_header.AsSpan(_headerLength));
        _headerLength += part.Length;
        if (_headerLength < FakeTlsRecord.HeaderBytes)
            return part.Length;

        _headerLength = 0;
        _payloadLeft = FakeTlsRecord.PayloadLength(_header);
        if (_header[0] is not (FakeTlsRecord.ApplicationData or FakeTlsRecord.ChangeCipherSpec))
            throw new ProtocolException("Type of a TLS record", "17", $"{_header[0]:x2}");
        return part.Length;
    }
}
