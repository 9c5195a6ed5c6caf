using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server.Front;

/// <summary>The TLS records of one connection, both directions, from the server's side.</summary>
internal sealed class FrontRecords
{
    private const int HeaderLength = 5;

    // Like servers that wait for whole records of a certain size, so that a packet may lie in several.
    private const int LongestPayload = 8192;

    private readonly byte[] _header = new byte[HeaderLength];
    private int _headerSeen;
    private int _left;

    /// <summary>Leaves of <paramref name="fresh"/> the data alone, at the front; answers how much there is.</summary>
    /// <exception cref="IOException">The client sent something else than data.</exception>
    public int Unwrap(Span<byte> fresh)
    {
        var (from, to) = (0, 0);
        while (from < fresh.Length)
        {
            if (_left == 0)
            {
                _header[_headerSeen++] = fresh[from++];
                if (_headerSeen == HeaderLength)
                    BeginRecord();
                continue;
            }

            var length = Math.Min(_left, fresh.Length - from);
            if (_header[0] == 0x17)
            {
                fresh.Slice(from, length).CopyTo(fresh[to..]);
                to += length;
            }

            from += length;
            _left -= length;
        }

        return to;
    }

    /// <summary>Appends <paramref name="data"/> in records.</summary>
    public static void Wrap(ReadOnlySpan<byte> data, TlBuffer output)
    {
        for (var at = 0; at < data.Length; at += LongestPayload)
        {
            var part = data.Slice(at, Math.Min(LongestPayload, data.Length - at));
            output.Append([0x17, 3, 3, (byte)(part.Length >> 8), (byte)part.Length]);
            output.Append(part);
        }
    }

    private void BeginRecord()
    {
        _headerSeen = 0;
        _left = (_header[3] << 8) | _header[4];
        if (_header[0] is not (0x14 or 0x17) || _header[1] != 3 || _header[2] != 3)
            throw new IOException($"The client sent a TLS record {_header[0]:x2}{_header[1]:x2}{_header[2]:x2} where data was due.");
    }
}
