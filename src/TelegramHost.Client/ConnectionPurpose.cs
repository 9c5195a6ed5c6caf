namespace TelegramHost.Client;

/// <summary>What a connection is for.</summary>
public enum ConnectionPurpose
{
    /// <summary>The one to the account's own data centre: updates, and all calls that go there.</summary>
    Main,

    /// <summary>Calls to another data centre.</summary>
    Calls,

    /// <summary>Parts of files, which would delay other calls; where a data centre has addresses for files, they are used.</summary>
    Transfer,
}
