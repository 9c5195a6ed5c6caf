namespace TelegramHost.Client.Areas;

/// <summary>What a person says when asked for a login code.</summary>
public abstract record CodeReply
{
    private CodeReply()
    {
    }

    /// <summary>The code.</summary>
    /// <param name="Text">The digits, or the word or phrase.</param>
    public sealed record Code(string Text) : CodeReply
    {
        /// <summary>The code stays out of logs.</summary>
        public override string ToString() => nameof(Code);
    }

    /// <summary>It did not come: send it by the next way (<see cref="SentCode.NextDelivery"/>).</summary>
    public sealed record SendAgain : CodeReply;

    /// <summary>It was the wrong number, or another way is better: begin again.</summary>
    public sealed record StartOver : CodeReply;
}
