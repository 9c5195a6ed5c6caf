namespace TelegramHost.Tl.Tests;

/// <summary>Short ways from values to bytes and back.</summary>
internal static class TlTesting
{
    public delegate void WriteAction(ref TlWriter writer);

    public delegate T ReadFunction<out T>(ref TlReader reader);

    public static byte[] Write(WriteAction write)
    {
        using var buffer = new TlBuffer();
        var writer = new TlWriter(buffer);
        write(ref writer);
        writer.Flush();
        return buffer.Written.ToArray();
    }

    public static byte[] Write(ITlObject value)
    {
        using var buffer = new TlBuffer();
        buffer.Append(value);
        return buffer.Written.ToArray();
    }

    /// <summary>Reads over a span (eagerly) to the end.</summary>
    public static T Read<T>(byte[] bytes, ReadFunction<T> read)
    {
        var reader = new TlReader(bytes);
        var value = read(ref reader);
        reader.ExpectEnd();
        return value;
    }

    /// <summary>Reads over owned bytes (lazily) to the end.</summary>
    public static T ReadOwned<T>(byte[] bytes, ReadFunction<T> read)
    {
        var reader = TlReader.OverOwned(bytes);
        var value = read(ref reader);
        reader.ExpectEnd();
        return value;
    }

    public static TlFormatException Fault<T>(byte[] bytes, ReadFunction<T> read) =>
        Assert.Throws<TlFormatException>(() => Read(bytes, read));
}
