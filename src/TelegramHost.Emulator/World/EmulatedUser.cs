namespace TelegramHost.Emulator;

/// <summary>A person in the world, or a bot (<see cref="EmulatedBot"/>).</summary>
public class EmulatedUser : EmulatedPeer
{
    internal EmulatedUser(long id, string firstName)
        : base(id)
    {
        FirstName = firstName;
        Account = new Account(this);
    }

    /// <summary>The first name.</summary>
    public string FirstName { get; internal set; }

    /// <summary>The last name, or null.</summary>
    public string? LastName { get; internal set; }

    /// <summary>The username without the at sign, or null.</summary>
    public string? Username { get; internal set; }

    /// <summary>The phone number in digits, or null; bots have none.</summary>
    public string? Phone { get; internal set; }

    /// <summary>The text of the profile, or null.</summary>
    public string? About { get; internal set; }

    /// <summary>The data center where the account lives (<see cref="World.SetDataCenter"/>).</summary>
    public int DataCenter { get; internal set; }

    /// <summary>Whether this is a bot.</summary>
    public bool IsBot => this is EmulatedBot;

    /// <inheritdoc/>
    public override string Name => LastName is null ? FirstName : $"{FirstName} {LastName}";

    internal Account Account { get; }

    internal override PeerKey Key => PeerKey.User(Id);
}
