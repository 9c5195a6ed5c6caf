namespace TelegramHost.AspNetCore;

/// <summary>What a person has sent from the page.</summary>
/// <param name="Version">The state that it answers.</param>
/// <param name="Kind">The button: send, or qr, again, back, decline.</param>
/// <param name="Text">What was typed.</param>
/// <param name="More">What was typed in a second field.</param>
internal sealed record LoginPageAnswer(int Version, string Kind, string Text, string More)
{
    /// <summary>What was typed stays out of logs.</summary>
    public override string ToString() => $"{nameof(LoginPageAnswer)} {Version}";
}
