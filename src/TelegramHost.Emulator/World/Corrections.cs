namespace TelegramHost.Emulator;

/// <summary>Edits and deletes messages in every box that holds a copy.</summary>
internal sealed class Corrections(Postman postman, ChannelMail channelMail, WorldClock clock, Watchers watchers)
{
    /// <summary>Changes a message.</summary>
    /// <param name="copy">The editor's copy.</param>
    /// <param name="text">The new text, or null to keep it with its entities.</param>
    /// <param name="entities">The entities of the new text.</param>
    /// <param name="markup">The new inline keyboard; null takes it away, as at Telegram.</param>
    /// <param name="media">The new media, or null to keep what there is.</param>
    /// <param name="sessionId">The session that has the update in its answer, or 0.</param>
    /// <returns>The editor's update.</returns>
    public Schema.UpdateBase Edit(
        MessageCopy copy, string? text, Schema.MessageEntityBase[]? entities, Schema.ReplyMarkupBase? markup, Schema.MessageMediaBase? media, long sessionId)
    {
        var content = copy.Content;
        if (content.Sender != copy.Owner && !IsEditor(copy))
            throw new WorldException(403, "MESSAGE_AUTHOR_REQUIRED");
        if (content.Action is not null || content.Forward is not null)
            throw new WorldException(400, "MESSAGE_ID_INVALID");
        var (newText, newEntities) = text is null ? (content.Text, content.Entities) : (text, entities);
        if (newText.Length == 0 && content.Media is null && media is null)
            throw new WorldException(400, "MESSAGE_EMPTY");
        if (newText == content.Text && media is null && TlEquality.Same(newEntities, content.Entities) && TlEquality.Same(markup, content.Markup))
            throw new WorldException(400, "MESSAGE_NOT_MODIFIED");

        content.Text = newText;
        content.Entities = newEntities;
        content.Markup = markup;
        content.Media = media ?? content.Media;
        content.EditDate = clock.UnixTime;

        if (content.Place is { } place)
            return channelMail.Tell(place.Channel, ChannelStepKind.Edited, [content], copy.Owner, sessionId);

        Schema.UpdateBase? own = null;
        foreach (var each in content.Copies)
        {
            var update = each.Owner.Log.AddPts(1, pts => new Schema.UpdateEditMessage { Message = TlView.Message(each), Pts = pts, PtsCount = 1 });
            if (each == copy)
                own = update;
            watchers.Tell(WorldEventKind.MessageEdited, each);
            postman.Push(each.Owner, each == copy ? sessionId : 0, update);
        }

        return own!;
    }

    /// <summary>Deletes messages from an account's box, and from everybody's when <paramref name="revoke"/> is set and allowed.</summary>
    /// <returns>By how much the account's pts moved.</returns>
    public int Delete(Account account, IEnumerable<int> ids, bool revoke, long sessionId)
    {
        var own = ids.Distinct().Select(account.Box.Find).OfType<MessageCopy>().ToList();
        if (own.Count == 0)
            return 0;

        var doomed = own.SelectMany(copy => IsForAll(copy, revoke) ? copy.Content.Copies.ToArray() : [copy]).ToList();
        foreach (var group in doomed.GroupBy(copy => copy.Owner))
        {
            var copies = group.ToList();
            foreach (var copy in copies)
                group.Key.Box.Remove(copy);
            watchers.TellDeleted(group.Key, copies);
            var update = group.Key.Log.AddPts(copies.Count, pts => new Schema.UpdateDeleteMessages
            {
                Messages = [.. copies.Select(copy => copy.Id)],
                Pts = pts,
                PtsCount = copies.Count,
            });
            postman.Push(group.Key, group.Key == account ? sessionId : 0, update);
        }

        return own.Count;
    }

    /// <summary>Posts of a broadcast channel are edited by whoever may.</summary>
    private static bool IsEditor(MessageCopy copy) =>
        copy.Content.Place is { Channel: { IsBroadcast: true } channel } && ChannelRights.Has(channel, copy.Owner, rights => rights.EditMessages);

    /// <summary>In private chats either side may delete for both; in groups only the writer, and bots always do.</summary>
    private static bool IsForAll(MessageCopy copy, bool revoke)
    {
        if (!revoke && !copy.Owner.IsBot)
            return false;
        return copy.Peer.Kind == PeerKind.User || copy.IsOutgoing;
    }
}
