namespace TelegramHost.Emulator;

/// <summary>The world as a person reads it: snapshots without TL.</summary>
internal static class PersonView
{
    public static EmulatedPeer? Peer(PeerKey peer, Roster roster) =>
        peer.Kind switch
        {
            PeerKind.User => roster.FindUser(peer.Id),
            PeerKind.Group => roster.FindGroup(peer.Id),
            _ => roster.FindChannel(peer.Id),
        };

    public static EmulatedMessage Message(MessageCopy copy, Roster roster)
    {
        var content = copy.Content;
        return new EmulatedMessage
        {
            Id = copy.Id,
            Chat = Peer(copy.Peer, roster)!,
            Sender = content.Sender.User,
            Text = content.Action is null ? content.Text : Describe(content, roster),
            Entities = [.. (content.Entities ?? []).Select(Entity)],
            Date = DateTimeOffset.FromUnixTimeSeconds(content.Date),
            EditDate = content.EditDate is { } edited ? DateTimeOffset.FromUnixTimeSeconds(edited) : null,
            IsOutgoing = copy.IsOutgoing,
            IsService = content.Action is not null,
            ReplyToId = content.ReplyTo?.CopyOf(copy.Owner)?.Id,
            Keyboard = Keyboard(content.Markup),
            File = File(content.Media),
            IsPinned = content.IsPinned,
            Views = content.Views,
        };
    }

    public static EmulatedChat Chat(Dialog dialog, Roster roster) => new(
        Peer(dialog.Peer, roster)!, dialog.Top is { } top ? Message(top, roster) : null, dialog.UnreadCount, dialog.ReadOutboxMaxId);

    private static EmulatedEntity Entity(Schema.MessageEntityBase entity)
    {
        var (offset, length) = EntityRange.Of(entity);
        return entity switch
        {
            Schema.MessageEntityBold => new("bold", offset, length),
            Schema.MessageEntityItalic => new("italic", offset, length),
            Schema.MessageEntityUnderline => new("underline", offset, length),
            Schema.MessageEntityStrike => new("strikethrough", offset, length),
            Schema.MessageEntitySpoiler => new("spoiler", offset, length),
            Schema.MessageEntityCode => new("code", offset, length),
            Schema.MessageEntityPre pre => new("pre", offset, length, pre.Language),
            Schema.MessageEntityBlockquote => new("blockquote", offset, length),
            Schema.MessageEntityTextUrl link => new("text_link", offset, length, link.Url),
            Schema.MessageEntityMentionName name => new("text_mention", offset, length, name.UserId.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Schema.MessageEntityMention => new("mention", offset, length),
            Schema.MessageEntityHashtag => new("hashtag", offset, length),
            Schema.MessageEntityCashtag => new("cashtag", offset, length),
            Schema.MessageEntityBotCommand => new("bot_command", offset, length),
            Schema.MessageEntityUrl => new("url", offset, length),
            Schema.MessageEntityEmail => new("email", offset, length),
            Schema.MessageEntityPhone => new("phone_number", offset, length),
            Schema.MessageEntityCustomEmoji => new("custom_emoji", offset, length),
            _ => new("unknown", offset, length),
        };
    }

    private static EmulatedKeyboard? Keyboard(Schema.ReplyMarkupBase? markup) => markup switch
    {
        Schema.ReplyInlineMarkup inline => new(EmulatedKeyboardKind.Inline, Rows(inline.Rows)),
        Schema.ReplyKeyboardMarkup reply => new(EmulatedKeyboardKind.Reply, Rows(reply.Rows), reply.SingleUse, reply.Placeholder),
        Schema.ReplyKeyboardHide => new(EmulatedKeyboardKind.Remove, []),
        Schema.ReplyKeyboardForceReply force => new(EmulatedKeyboardKind.ForceReply, [], force.SingleUse, force.Placeholder),
        _ => null,
    };

    private static IReadOnlyList<EmulatedButton>[] Rows(Schema.KeyboardButtonRow[] rows) =>
        [.. rows.Select(row => (IReadOnlyList<EmulatedButton>)[.. row.Buttons.Select(Button)])];

    private static EmulatedButton Button(Schema.KeyboardButtonBase button) => button switch
    {
        Schema.KeyboardButton text => new(text.Text, EmulatedButtonKind.Text),
        Schema.KeyboardButtonCallback callback => new(callback.Text, EmulatedButtonKind.Callback, callback.Data),
        Schema.KeyboardButtonUrl url => new(url.Text, EmulatedButtonKind.Url, default, url.Url),
        Schema.KeyboardButtonUrlAuth url => new(url.Text, EmulatedButtonKind.Url, default, url.Url),
        Schema.KeyboardButtonCopy copy => new(copy.Text, EmulatedButtonKind.Copy, default, copy.CopyText),
        _ => new(Keyboards.TextOf(button), EmulatedButtonKind.Other),
    };

    private static EmulatedFile? File(Schema.MessageMediaBase? media) => media switch
    {
        Schema.MessageMediaPhoto { Photo: Schema.Photo photo } => new(
            photo.Id, true, "", "image/jpeg", photo.Sizes.OfType<Schema.PhotoSize>().Select(size => size.Size).LastOrDefault()),
        Schema.MessageMediaDocument { Document: Schema.Document document } => new(
            document.Id, false, document.Attributes.OfType<Schema.DocumentAttributeFilename>().FirstOrDefault()?.FileName ?? "", document.MimeType, document.Size),
        _ => null,
    };

    private static string Describe(SharedMessage content, Roster roster)
    {
        var actor = content.Sender.User.Name;
        var chat = content.Place?.Channel.IsBroadcast == true ? "channel" : "group";
        return content.Action switch
        {
            Schema.MessageActionChatCreate create => $"{actor} created the group “{create.Title}”",
            Schema.MessageActionChatEditTitle title => $"{actor} renamed the {chat} to “{title.Title}”",
            Schema.MessageActionChatAddUser { Users: [var only] } when only == content.Sender.Id => $"{actor} joined the group",
            Schema.MessageActionChatAddUser add => $"{actor} added {string.Join(", ", add.Users.Select(id => roster.FindUser(id)?.Name))}",
            Schema.MessageActionChatDeleteUser gone when gone.UserId == content.Sender.Id => $"{actor} left the group",
            Schema.MessageActionChatJoinedByLink => $"{actor} joined the group by a link",
            Schema.MessageActionChannelCreate create => $"{actor} created the {chat} “{create.Title}”",
            Schema.MessageActionChatMigrateTo => "The group became a supergroup",
            Schema.MessageActionChannelMigrateFrom from => $"“{from.Title}” became a supergroup",
            Schema.MessageActionPinMessage => $"{actor} pinned a message",
            Schema.MessageActionChatEditPhoto => $"{actor} changed the photo of the {chat}",
            Schema.MessageActionChatDeletePhoto => $"{actor} removed the photo of the {chat}",
            Schema.MessageActionChatDeleteUser gone => $"{actor} removed {roster.FindUser(gone.UserId)?.Name}",
            _ => content.Action!.GetType().Name,
        };
    }
}
