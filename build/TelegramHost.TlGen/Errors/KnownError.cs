namespace TelegramHost.TlGen.Errors;

/// <summary>An error that Telegram is known to answer.</summary>
/// <param name="Code">Its class, for example 400 or -503.</param>
/// <param name="Name">Its text, with <c>%d</c> where a number stands.</param>
/// <param name="Methods">The functions that are known to answer it; none for those that any may.</param>
internal sealed record KnownError(int Code, string Name, IReadOnlyList<string> Methods)
{
    /// <summary>The name without its number, as <c>RpcException.Error</c> tells it: <c>FLOOD_WAIT</c> of <c>FLOOD_WAIT_%d</c>.</summary>
    public string Bare => Name.Replace("_%dMIN", "", StringComparison.Ordinal).Replace("_%d", "", StringComparison.Ordinal);
}
