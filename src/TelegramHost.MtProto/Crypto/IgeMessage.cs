namespace TelegramHost.MtProto.Crypto;

/// <summary>One of several independent messages that pass through AES-IGE together.</summary>
/// <param name="key">32 bytes.</param>
/// <param name="iv">32 bytes.</param>
/// <param name="data">Whole blocks, transformed in place.</param>
internal readonly ref struct IgeMessage(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, Span<byte> data)
{
    /// <summary>The key.</summary>
    public ReadOnlySpan<byte> Key { get; } = key;

    /// <summary>The blocks before the first.</summary>
    public ReadOnlySpan<byte> Iv { get; } = iv;

    /// <summary>The blocks.</summary>
    public Span<byte> Data { get; } = data;
}
