using System.Buffers.Binary;

namespace TelegramHost.MtProto.Messages;

/// <summary>Looks at the constructor id of a boxed object that may be too short to have one.</summary>
internal static class TlConstructor
{
    /// <summary>The id at the front of <paramref name="body"/>, or 0 (which no definition has) if there are not four bytes.</summary>
    public static uint Peek(ReadOnlySpan<byte> body) => body.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(body);
}
