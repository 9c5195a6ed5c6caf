namespace TelegramHost.Hosting;

/// <summary>Who says why a client did not start: the host by an exception with its trace, or the client's service in one sentence.</summary>
internal sealed class StartReport
{
    /// <summary>Set by <c>RunTelegramAsync</c>, which answers an exit code: nobody is there to catch an exception of the start.</summary>
    public bool IsOneSentence { get; set; }
}
