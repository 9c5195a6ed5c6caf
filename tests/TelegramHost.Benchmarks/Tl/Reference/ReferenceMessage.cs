using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferenceMessage : IReferenceObject
{
    public const uint ConstructorId = 0x7600b9d3;

    public bool Out { get; set; }

    public bool Mentioned { get; set; }

    public bool MediaUnread { get; set; }

    public bool Silent { get; set; }

    public bool Post { get; set; }

    public bool FromScheduled { get; set; }

    public bool Legacy { get; set; }

    public bool EditHide { get; set; }

    public bool Pinned { get; set; }

    public bool Noforwards { get; set; }

    public bool InvertMedia { get; set; }

    public bool Offline { get; set; }

    public bool VideoProcessingPending { get; set; }

    public bool PaidSuggestedPostStars { get; set; }

    public bool PaidSuggestedPostTon { get; set; }

    public int Id { get; set; }

    public object? FromId { get; set; }

    public int? FromBoostsApplied { get; set; }

    public string? FromRank { get; set; }

    public object PeerId { get; set; } = null!;

    public object? SavedPeerId { get; set; }

    public object? FwdFrom { get; set; }

    public long? ViaBotId { get; set; }

    public long? ViaBusinessBotId { get; set; }

    public object? GuestchatViaFrom { get; set; }

    public object? ReplyTo { get; set; }

    public int Date { get; set; }

    public string Message { get; set; } = null!;

    public object? Media { get; set; }

    public object? ReplyMarkup { get; set; }

    public List<object>? Entities { get; set; }

    public int? Views { get; set; }

    public int? Forwards { get; set; }

    public object? Replies { get; set; }

    public int? EditDate { get; set; }

    public string? PostAuthor { get; set; }

    public long? GroupedId { get; set; }

    public object? Reactions { get; set; }

    public List<object>? RestrictionReason { get; set; }

    public int? TtlPeriod { get; set; }

    public int? QuickReplyShortcutId { get; set; }

    public long? Effect { get; set; }

    public object? Factcheck { get; set; }

    public int? ReportDeliveryUntilDate { get; set; }

    public long? PaidMessageStars { get; set; }

    public object? SuggestedPost { get; set; }

    public int? ScheduleRepeatPeriod { get; set; }

    public string? SummaryFromLanguage { get; set; }

    public object? RichMessage { get; set; }

    public static object Read(BinaryReader reader)
    {
        var value = new ReferenceMessage();
        var flags = reader.ReadInt32();
        value.Out = (flags & (1 << 1)) != 0;
        value.Mentioned = (flags & (1 << 4)) != 0;
        value.MediaUnread = (flags & (1 << 5)) != 0;
        value.Silent = (flags & (1 << 13)) != 0;
        value.Post = (flags & (1 << 14)) != 0;
        value.FromScheduled = (flags & (1 << 18)) != 0;
        value.Legacy = (flags & (1 << 19)) != 0;
        value.EditHide = (flags & (1 << 21)) != 0;
        value.Pinned = (flags & (1 << 24)) != 0;
        value.Noforwards = (flags & (1 << 26)) != 0;
        value.InvertMedia = (flags & (1 << 27)) != 0;
        var flags2 = reader.ReadInt32();
        value.Offline = (flags2 & (1 << 1)) != 0;
        value.VideoProcessingPending = (flags2 & (1 << 4)) != 0;
        value.PaidSuggestedPostStars = (flags2 & (1 << 8)) != 0;
        value.PaidSuggestedPostTon = (flags2 & (1 << 9)) != 0;
        value.Id = reader.ReadInt32();
        if ((flags & (1 << 8)) != 0)
            value.FromId = reader.ReadObject();
        if ((flags & (1 << 29)) != 0)
            value.FromBoostsApplied = reader.ReadInt32();
        if ((flags2 & (1 << 12)) != 0)
            value.FromRank = reader.ReadText();
        value.PeerId = reader.ReadObject();
        if ((flags & (1 << 28)) != 0)
            value.SavedPeerId = reader.ReadObject();
        if ((flags & (1 << 2)) != 0)
            value.FwdFrom = reader.ReadObject();
        if ((flags & (1 << 11)) != 0)
            value.ViaBotId = reader.ReadInt64();
        if ((flags2 & (1 << 0)) != 0)
            value.ViaBusinessBotId = reader.ReadInt64();
        if ((flags2 & (1 << 19)) != 0)
            value.GuestchatViaFrom = reader.ReadObject();
        if ((flags & (1 << 3)) != 0)
            value.ReplyTo = reader.ReadObject();
        value.Date = reader.ReadInt32();
        value.Message = reader.ReadText();
        if ((flags & (1 << 9)) != 0)
            value.Media = reader.ReadObject();
        if ((flags & (1 << 6)) != 0)
            value.ReplyMarkup = reader.ReadObject();
        if ((flags & (1 << 7)) != 0)
            value.Entities = reader.ReadList();
        if ((flags & (1 << 10)) != 0)
            value.Views = reader.ReadInt32();
        if ((flags & (1 << 10)) != 0)
            value.Forwards = reader.ReadInt32();
        if ((flags & (1 << 23)) != 0)
            value.Replies = reader.ReadObject();
        if ((flags & (1 << 15)) != 0)
            value.EditDate = reader.ReadInt32();
        if ((flags & (1 << 16)) != 0)
            value.PostAuthor = reader.ReadText();
        if ((flags & (1 << 17)) != 0)
            value.GroupedId = reader.ReadInt64();
        if ((flags & (1 << 20)) != 0)
            value.Reactions = reader.ReadObject();
        if ((flags & (1 << 22)) != 0)
            value.RestrictionReason = reader.ReadList();
        if ((flags & (1 << 25)) != 0)
            value.TtlPeriod = reader.ReadInt32();
        if ((flags & (1 << 30)) != 0)
            value.QuickReplyShortcutId = reader.ReadInt32();
        if ((flags2 & (1 << 2)) != 0)
            value.Effect = reader.ReadInt64();
        if ((flags2 & (1 << 3)) != 0)
            value.Factcheck = reader.ReadObject();
        if ((flags2 & (1 << 5)) != 0)
            value.ReportDeliveryUntilDate = reader.ReadInt32();
        if ((flags2 & (1 << 6)) != 0)
            value.PaidMessageStars = reader.ReadInt64();
        if ((flags2 & (1 << 7)) != 0)
            value.SuggestedPost = reader.ReadObject();
        if ((flags2 & (1 << 10)) != 0)
            value.ScheduleRepeatPeriod = reader.ReadInt32();
        if ((flags2 & (1 << 11)) != 0)
            value.SummaryFromLanguage = reader.ReadText();
        if ((flags2 & (1 << 13)) != 0)
            value.RichMessage = reader.ReadObject();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        var flags = 0;
        if (Out)
            flags |= 1 << 1;
        if (Mentioned)
            flags |= 1 << 4;
        if (MediaUnread)
            flags |= 1 << 5;
        if (Silent)
            flags |= 1 << 13;
        if (Post)
            flags |= 1 << 14;
        if (FromScheduled)
            flags |= 1 << 18;
        if (Legacy)
            flags |= 1 << 19;
        if (EditHide)
            flags |= 1 << 21;
        if (Pinned)
            flags |= 1 << 24;
        if (Noforwards)
            flags |= 1 << 26;
        if (InvertMedia)
            flags |= 1 << 27;
        if (FromId != null)
            flags |= 1 << 8;
        if (FromBoostsApplied != null)
            flags |= 1 << 29;
        if (SavedPeerId != null)
            flags |= 1 << 28;
        if (FwdFrom != null)
            flags |= 1 << 2;
        if (ViaBotId != null)
            flags |= 1 << 11;
        if (ReplyTo != null)
            flags |= 1 << 3;
        if (Media != null)
            flags |= 1 << 9;
        if (ReplyMarkup != null)
            flags |= 1 << 6;
        if (Entities != null)
            flags |= 1 << 7;
        if (Views != null || Forwards != null)
            flags |= 1 << 10;
        if (Replies != null)
            flags |= 1 << 23;
        if (EditDate != null)
            flags |= 1 << 15;
        if (PostAuthor != null)
            flags |= 1 << 16;
        if (GroupedId != null)
            flags |= 1 << 17;
        if (Reactions != null)
            flags |= 1 << 20;
        if (RestrictionReason != null)
            flags |= 1 << 22;
        if (TtlPeriod != null)
            flags |= 1 << 25;
        if (QuickReplyShortcutId != null)
            flags |= 1 << 30;
        writer.Write(flags);
        var flags2 = 0;
        if (Offline)
            flags2 |= 1 << 1;
        if (VideoProcessingPending)
            flags2 |= 1 << 4;
        if (PaidSuggestedPostStars)
            flags2 |= 1 << 8;
        if (PaidSuggestedPostTon)
            flags2 |= 1 << 9;
        if (FromRank != null)
            flags2 |= 1 << 12;
        if (ViaBusinessBotId != null)
            flags2 |= 1 << 0;
        if (GuestchatViaFrom != null)
            flags2 |= 1 << 19;
        if (Effect != null)
            flags2 |= 1 << 2;
        if (Factcheck != null)
            flags2 |= 1 << 3;
        if (ReportDeliveryUntilDate != null)
            flags2 |= 1 << 5;
        if (PaidMessageStars != null)
            flags2 |= 1 << 6;
        if (SuggestedPost != null)
            flags2 |= 1 << 7;
        if (ScheduleRepeatPeriod != null)
            flags2 |= 1 << 10;
        if (SummaryFromLanguage != null)
            flags2 |= 1 << 11;
        if (RichMessage != null)
            flags2 |= 1 << 13;
        writer.Write(flags2);
        writer.Write(Id);
        if (FromId != null)
            writer.WriteObject(FromId);
        if (FromBoostsApplied != null)
            writer.Write(FromBoostsApplied.Value);
        if (FromRank != null)
            writer.WriteText(FromRank);
        writer.WriteObject(PeerId);
        if (SavedPeerId != null)
            writer.WriteObject(SavedPeerId);
        if (FwdFrom != null)
            writer.WriteObject(FwdFrom);
        if (ViaBotId != null)
            writer.Write(ViaBotId.Value);
        if (ViaBusinessBotId != null)
            writer.Write(ViaBusinessBotId.Value);
        if (GuestchatViaFrom != null)
            writer.WriteObject(GuestchatViaFrom);
        if (ReplyTo != null)
            writer.WriteObject(ReplyTo);
        writer.Write(Date);
        writer.WriteText(Message);
        if (Media != null)
            writer.WriteObject(Media);
        if (ReplyMarkup != null)
            writer.WriteObject(ReplyMarkup);
        if (Entities != null)
            writer.WriteList(Entities);
        if (Views != null)
            writer.Write(Views.Value);
        if (Forwards != null)
            writer.Write(Forwards.Value);
        if (Replies != null)
            writer.WriteObject(Replies);
        if (EditDate != null)
            writer.Write(EditDate.Value);
        if (PostAuthor != null)
            writer.WriteText(PostAuthor);
        if (GroupedId != null)
            writer.Write(GroupedId.Value);
        if (Reactions != null)
            writer.WriteObject(Reactions);
        if (RestrictionReason != null)
            writer.WriteList(RestrictionReason);
        if (TtlPeriod != null)
            writer.Write(TtlPeriod.Value);
        if (QuickReplyShortcutId != null)
            writer.Write(QuickReplyShortcutId.Value);
        if (Effect != null)
            writer.Write(Effect.Value);
        if (Factcheck != null)
            writer.WriteObject(Factcheck);
        if (ReportDeliveryUntilDate != null)
            writer.Write(ReportDeliveryUntilDate.Value);
        if (PaidMessageStars != null)
            writer.Write(PaidMessageStars.Value);
        if (SuggestedPost != null)
            writer.WriteObject(SuggestedPost);
        if (ScheduleRepeatPeriod != null)
            writer.Write(ScheduleRepeatPeriod.Value);
        if (SummaryFromLanguage != null)
            writer.WriteText(SummaryFromLanguage);
        if (RichMessage != null)
            writer.WriteObject(RichMessage);
    }
}
