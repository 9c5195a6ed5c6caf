using TelegramHost.Client.Sessions;
using TelegramHost.Client.Updates;

namespace TelegramHost.Client.Tests.Updates;

/// <summary>A store of marks, written as the client writes it: what has changed, and nothing else.</summary>
internal sealed class StoredMarks
{
    private readonly UpdateMarkTable _table = new();
    private readonly UnstoredMarks _unstored;

    public StoredMarks(DeliveryGate gate)
    {
        _unstored = new UnstoredMarks(gate.Ledger, gate.Reservations);
        // What the gate began with was stored before.
        _unstored.PutBackAll();
        Write();
    }

    /// <summary>What a program that starts now would go on from.</summary>
    public UpdateState State => UpdateState.Of(_table.All);

    /// <summary>Stores what has changed; answers how many marks that was.</summary>
    public int Write()
    {
        if (_unstored.Take() is not { } changes)
            return 0;
        _table.Write(changes.Changed, changes.Removed);
        _unstored.Stored(changes);
        return changes.Changed.Count + changes.Removed.Count;
    }
}
