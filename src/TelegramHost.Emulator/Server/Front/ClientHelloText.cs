using System.Buffers.Binary;
using System.Text;

namespace TelegramHost.Emulator.Server.Front;

/// <summary>Reads a TLS ClientHello as far as a proxy needs it: whether it is one, and which server it is for.</summary>
/// <remarks>Source: https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2</remarks>
internal static class ClientHelloText
{
    private const int ServerName = 0;

    /// <summary>Walks through the lengths up to the name; every one has to fit.</summary>
    /// <param name="hello">The payload of the record.</param>
    /// <param name="name">The name in the server_name extension; empty if there is none.</param>
    public static bool TryReadServerName(ReadOnlySpan<byte> hello, out string name)
    {
        name = "";
        if (hello.Length < 4 || hello[0] != 1)
            return false;
        hello = hello[1..];
        if (!TryTake(ref hello, 3, out var body) || !hello.IsEmpty || body.Length < 2 + 32)
            return false;
        body = body[(2 + 32)..];
        return TryTake(ref body, 1, out _)
            && TryTake(ref body, 2, out _)
            && TryTake(ref body, 1, out _)
            && TryTake(ref body, 2, out var extensions)
            && body.IsEmpty
            && TryFindName(extensions, ref name);
    }

    private static bool TryFindName(ReadOnlySpan<byte> extensions, ref string name)
    {
        while (!extensions.IsEmpty)
        {
            if (extensions.Length < 2)
                return false;
            var type = BinaryPrimitives.ReadUInt16BigEndian(extensions);
            extensions = extensions[2..];
            if (!TryTake(ref extensions, 2, out var body))
                return false;
            if (type != ServerName)
                continue;
            if (!TryTake(ref body, 2, out var list) || list.IsEmpty || list[0] != 0)
                return false;
            list = list[1..];
            if (!TryTake(ref list, 2, out var text))
                return false;
            name = Encoding.ASCII.GetString(text);
            return true;
        }

        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, int lengthBytes, out ReadOnlySpan<byte> part)
    {
        part = default;
        if (rest.Length < lengthBytes)
            return false;
        var length = 0;
        foreach (var value in rest[..lengthBytes])
            length = (length << 8) | value;
        if (rest.Length - lengthBytes < length)
            return false;
        part = rest.Slice(lengthBytes, length);
        rest = rest[(lengthBytes + length)..];
        return true;
    }
}
