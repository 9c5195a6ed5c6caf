namespace TelegramHost.Client.Rpc;

/// <summary>One file on its way: what its calls share.</summary>
/// <param name="Direction">Which way it goes.</param>
/// <param name="Gate">Remembers the waits that concern this file alone, so that its other parts wait too.</param>
internal sealed record FileTransfer(TransferDirection Direction, FloodGate Gate)
{
    /// <summary>The data centre to which its calls go; null for the account's own. Follows <c>FILE_MIGRATE_X</c>.</summary>
    public int? Dc { get; set; }

    /// <summary>The same file at another data centre.</summary>
    public FileTransfer At(int dc) => this with { Dc = dc };
}
