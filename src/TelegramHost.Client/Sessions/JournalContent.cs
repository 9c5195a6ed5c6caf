namespace TelegramHost.Client.Sessions;

/// <summary>What a journal says when it is read to its end.</summary>
internal sealed class JournalContent
{
    /// <summary>The marks.</summary>
    public UpdateMarkTable Marks { get; } = new();

    /// <summary>The peers.</summary>
    public PeerTable Peers { get; } = new();

    /// <summary>The quarantined updates.</summary>
    public QuarantineTable Quarantine { get; } = new();

    /// <summary>The version of the format that the file has.</summary>
    public int Version { get; set; } = JournalFormat.Version;

    /// <summary>How many entries the journal has; what is above <see cref="Live"/> is history.</summary>
    public int Entries { get; set; }

    /// <summary>How many entries are needed to say the same.</summary>
    public int Live => Marks.Count + Peers.Count + Quarantine.Count;
}
