namespace TelegramHost.Client.Areas;

/// <summary>A way to log in.</summary>
public abstract record LoginMethod
{
    private LoginMethod()
    {
    }

    /// <summary>By a code that is sent to a phone number.</summary>
    /// <param name="Number">In international form.</param>
    public sealed record Phone(string Number) : LoginMethod
    {
        /// <summary>The phone number stays out of logs.</summary>
        public override string ToString() => nameof(Phone);
    }

    /// <summary>By a code on the screen that another device scans.</summary>
    public sealed record QrCode : LoginMethod;
}
