using System.Collections.Immutable;

namespace TelegramHost.Client.Sessions;

/// <summary>The marks of a session as a store keeps them, one row for each box.</summary>
internal static class UpdateMarkRows
{
    /// <summary>The rows of <paramref name="handled"/>, with what is reserved beyond.</summary>
    public static Dictionary<UpdateBox, UpdateMark> Of(UpdateMarks? handled, UpdateMarks? reserved)
    {
        var rows = new Dictionary<UpdateBox, UpdateMark>();
        if (handled is null)
            return rows;
        Add(new UpdateBox(UpdateBoxKind.Pts), handled.Pts, reserved?.Pts);
        Add(new UpdateBox(UpdateBoxKind.Qts), handled.Qts, reserved?.Qts);
        Add(new UpdateBox(UpdateBoxKind.Seq), handled.Seq, reserved?.Seq);
        Add(new UpdateBox(UpdateBoxKind.Date), handled.Date, reserved?.Date);
        foreach (var (channel, pts) in handled.Channels)
            Add(new UpdateBox(UpdateBoxKind.Channel, channel), pts, reserved is not null && reserved.Channels.TryGetValue(channel, out var ahead) ? ahead : null);
        foreach (var (chat, id) in handled.Ahead)
            Add(new UpdateBox(UpdateBoxKind.Chat, chat), id, null);
        return rows;

        void Add(UpdateBox box, int mark, int? ahead) => rows.Add(box, new UpdateMark(box, mark, ahead ?? mark));
    }

    /// <summary>The marks that <paramref name="rows"/> hold; null where the account's own are missing.</summary>
    public static (UpdateMarks? Handled, UpdateMarks? Reserved) Read(IReadOnlyCollection<UpdateMark> rows)
    {
        var own = new Dictionary<UpdateBoxKind, UpdateMark>();
        foreach (var row in rows)
        {
            if (row.Box.ChannelId == 0)
                own[row.Box.Kind] = row;
        }

        if (!own.TryGetValue(UpdateBoxKind.Pts, out var pts) || !own.TryGetValue(UpdateBoxKind.Qts, out var qts)
            || !own.TryGetValue(UpdateBoxKind.Seq, out var seq) || !own.TryGetValue(UpdateBoxKind.Date, out var date))
        {
            return (null, null);
        }

        var channels = rows.Where(row => row.Box.Kind == UpdateBoxKind.Channel).ToList();
        var ahead = rows.Where(row => row.Box.Kind == UpdateBoxKind.Chat).ToImmutableDictionary(row => row.Box.ChannelId, row => row.Handled);
        return (Marks(row => row.Handled) with { Ahead = ahead }, Marks(row => row.Reserved));

        UpdateMarks Marks(Func<UpdateMark, int> number) => new()
        {
            Pts = number(pts),
            Qts = number(qts),
            Seq = number(seq),
            Date = number(date),
            Channels = channels.ToImmutableSortedDictionary(row => row.Box.ChannelId, number),
        };
    }
}
