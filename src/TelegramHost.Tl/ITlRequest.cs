namespace TelegramHost.Tl;

/// <summary>A TL function: an object that a server answers with a value.</summary>
public interface ITlRequest : ITlObject
{
    /// <summary>The function's name in the schema, for example <c>messages.sendMessage</c>.</summary>
    string MethodName { get; }
}

/// <summary>A TL function whose answer is a <typeparamref name="TResult"/>.</summary>
/// <typeparam name="TResult">The type that the schema declares behind the equals sign.</typeparam>
public interface ITlRequest<out TResult> : ITlRequest
{
    /// <summary>Reads the answer, as the request alone knows its type (a bare vector says nothing of its items).</summary>
    /// <exception cref="TlFormatException">The bytes are no answer to this function.</exception>
    TResult ReadResult(ref TlReader reader);
}
