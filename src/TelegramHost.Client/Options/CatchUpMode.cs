namespace TelegramHost.Client;

/// <summary>What happens at a start with the updates that came since the last one.</summary>
public enum CatchUpMode
{
    /// <summary>All are asked for and delivered.</summary>
    All,

    /// <summary>None is asked for; what was left out is reported as <see cref="Updates.UpdatesLost"/>.</summary>
    Skip,

    /// <summary>The newest are asked for, as many as <see cref="UpdateOptions.CatchUpLimit"/> says; older ones are reported as <see cref="Updates.UpdatesLost"/>.</summary>
    Limited,
}
