using TelegramHost.Tl;

namespace TelegramHost.Client.Updates;

/// <summary>A call whose answer is read as far as it can be.</summary>
/// <param name="request">The call.</param>
/// <param name="decode">Reads the whole answer.</param>
internal sealed class SalvagingRequest<T>(ITlRequest<T> request, Func<byte[], Decoded<T>> decode) : ITlRequest<Decoded<T>>
{
    /// <summary>The call itself.</summary>
    public ITlRequest<T> Inner { get; } = request;

    /// <inheritdoc/>
    public uint ConstructorId => Inner.ConstructorId;

    /// <inheritdoc/>
    public string MethodName => Inner.MethodName;

    /// <inheritdoc/>
    public void Write(ref TlWriter writer) => Inner.Write(ref writer);

    /// <inheritdoc/>
    public Decoded<T> ReadResult(ref TlReader reader) => decode(reader.ReadRest().ToArray());
}
