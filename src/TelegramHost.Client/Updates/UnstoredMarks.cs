using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Updates;

/// <summary>Which marks have changed since they were stored: what was handled, and what is reserved beyond. One owner.</summary>
internal sealed class UnstoredMarks(DeliveryLedger ledger, ReservationBook reservations)
{
    /// <summary>Takes all of them; null while it is not known where updates begin. They count as stored unless they are put back.</summary>
    public MarkChanges? Take()
    {
        // Those reserved first: what is handled after that is durable with the next ones.
        var reserved = reservations.TakeChanged();
        if (ledger.TakeChanged(reserved.Keys) is not { } handled)
        {
            reservations.PutBack(reserved.Keys);
            return null;
        }

        var changed = new List<UpdateMark>(handled.Changed.Count);
        foreach (var mark in handled.Changed)
            changed.Add(mark.Box.Kind == UpdateBoxKind.Chat ? mark : mark with { Reserved = Math.Max(mark.Handled, reservations.WantedOf(mark.Box)) });
        var removed = new List<UpdateBox>();
        foreach (var box in handled.Removed)
        {
            // Message ids are reserved only: nobody counts how far they are handled.
            if (box.Kind == UpdateBoxKind.Message && reserved.GetValueOrDefault(box) is var id and > 0)
                changed.Add(new UpdateMark(box, 0, id));
            else
                removed.Add(box);
        }

        return new MarkChanges(changed, removed, handled.Version);
    }

    /// <summary>They are durable: what they reserve may go out.</summary>
    public void Stored(MarkChanges changes) => reservations.Stored(changes.Changed);

    /// <summary>They could not be stored.</summary>
    public void PutBack(MarkChanges changes)
    {
        List<UpdateBox> boxes = [.. changes.Changed.Select(mark => mark.Box), .. changes.Removed];
        ledger.PutBack(boxes);
        reservations.PutBack(boxes);
    }

    /// <summary>The store has lost all of them.</summary>
    public void PutBackAll()
    {
        ledger.PutBackAll();
        reservations.PutBackAll();
    }
}
